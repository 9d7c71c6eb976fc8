/**
 * Payload's French where it stumbles: no « un(e) nouveau ou nouvelle », no « paramètres régionaux »
 * for a language, no « <Pas de …> » in an empty cell.
 */
export const french = {
  authentication: {
    // Where an invitation leads as well: there is nothing to set anew.
    resetPassword: 'Choisir un mot de passe',
    resetYourPassword: 'Choisissez votre mot de passe',
  },
  dashboard: {
    noItems: 'Votre tableau de bord est vide. Ajoutez-y des blocs par le menu « Tableau de bord », en haut.',
  },
  fields: {
    toggleBlock: 'Ouvrir ou fermer',
    addLink: 'Ajouter un lien',
    addNew: 'Ajouter',
    addNewLabel: 'Ajouter : {{label}}',
    chooseFromExisting: 'Choisir dans la liste',
    chooseLabel: 'Choisir : {{label}}',
    newLabel: 'Ajouter : {{label}}',
    saveChanges: 'Enregistrer les modifications',
    swapUpload: 'Changer de fichier',
    uploadNewLabel: 'Téléverser : {{label}}',
  },
  general: {
    allLocales: 'Toutes les langues',
    // As for the status below.
    created: 'Création\u00a0',
    createdAt: 'Créé le',
    createNew: 'Créer',
    createNewLabel: 'Créer : {{label}}',
    creatingNewLabel: 'Création : {{label}}',
    deletedSuccessfully: 'Suppression faite.',
    descending: 'Décroissant',
    lastModified: 'Dernière modification\u00a0',
    leaveWithoutSaving: 'Quitter sans enregistrer',
    locale: 'Langue du contenu',
    locales: 'Langues du contenu',
    newLabel: 'Nouveau : {{label}}',
    noLabel: '—',
    none: 'Aucun',
    false: 'non',
    payloadSettings: 'Préférences d’affichage',
    perPage: 'Par page : {{limit}}',
    noResults: 'Rien ne correspond pour l’instant dans « {{label}} ».',
    save: 'Enregistrer',
    saving: 'Enregistrement…',
    submissionSuccessful: 'C’est enregistré.',
    submitting: 'Enregistrement…',
    true: 'oui',
    uploading: 'Téléversement…',
    uploadingBulk: 'Téléversement de {{current}} sur {{total}}',
    successfullyCreated: '{{label}} : création faite.',
    successfullyDuplicated: '{{label}} : copie faite.',
    titleDeleted: '{{label}} « {{title}} » : suppression faite.',
    updatedSuccessfully: 'Modifications enregistrées.',
  },
  localization: {
    copyToLocale: 'Copier vers une autre langue',
    selectedLocales: 'des langues choisies',
  },
  // Payload’s says “download” where files are sent.
  upload: {
    bulkUpload: 'Téléverser plusieurs fichiers',
    filesToUpload: 'fichiers à téléverser',
    fileToUpload: 'fichier à téléverser',
  },
  version: {
    currentlyViewing: 'Version affichée',
    lastSavedAgo: 'Enregistré il y a {{distance}}',
    unpublish: 'Retirer',
    // Payload sets ": " behind it; French wants a space before.
    status: 'Statut\u00a0',
    noRowsFound: 'Rien dans « {{label}} ».',
    restoredSuccessfully: 'Version restaurée.',
    selectLocales: 'Langues à afficher',
    showLocales: 'Langues :',
    viewingVersion: 'Version de « {{documentTitle}} »',
    viewingVersions: 'Versions de « {{documentTitle}} »',
    draftHasPublishedVersion: 'Brouillon, version publiée en ligne',
  },
}
