import { SignInAddress as SignInAddress_25805e5f961e8388b8bc67f0e7499cf1 } from '../../../../src/plugins/accounts/admin/SignInAddress.tsx'
import { CurrentPassword as CurrentPassword_3afe5b3cb54f3fb53fe9b45d4f2c9c75 } from '../../../../src/plugins/accounts/admin/CurrentPassword.tsx'
import { Sessions as Sessions_4c67aae53cce695ebb8216d41dde0470 } from '../../../../src/plugins/accounts/admin/Sessions.tsx'
import { SecondFactor as SecondFactor_5d412a1cc8a9c3d8086210151b0527ac } from '../../../../src/plugins/accounts/secondFactor/admin/SecondFactor.tsx'
import { RightsOf as RightsOf_14c2fa6b22a209388152d55879ec695c } from '../../../../src/plugins/accounts/admin/RightsOf.tsx'
import { RolesCell as RolesCell_2b64c95a7533b3fad5d58b259e5b9f4c } from '../../../../src/plugins/accounts/admin/RolesCell.tsx'
import { History as History_744fa1cf67e918e90271d7911ba1b0dc } from '../../../../src/plugins/audit/admin/History.tsx'
import { Invite as Invite_fcd5051aff019e96485a94bf8ffa33b9 } from '../../../../src/plugins/accounts/admin/Invite.tsx'
import { PermissionMatrix as PermissionMatrix_9f63b1eabc9c231b3ff7d9546a88c8d2 } from '../../../../src/plugins/accounts/admin/PermissionMatrix.tsx'
import { AbilityList as AbilityList_b22323bec53cfb1502bf1ae96c1747ec } from '../../../../src/plugins/accounts/admin/AbilityList.tsx'
import { HoldersOf as HoldersOf_14c2fa6b22a209388152d55879ec695c } from '../../../../src/plugins/accounts/admin/RightsOf.tsx'
import { ApiKeys as ApiKeys_e1e4b451ab1d6f3bcea7d509381167e6 } from '../../../../src/plugins/accounts/admin/ApiKeys.tsx'
import { Receipt as Receipt_0651bfbcb496a88bb1fadf60e49bf4ed } from '../../../../src/plugins/rebuilds/admin/Receipt.tsx'
import { Preview as Preview_812b517aefa5f1c81281aeb809dc2adb } from '../../../../src/plugins/previews/admin/Preview.tsx'
import { Schedule as Schedule_1e1722d4797cbc7d7845a49199f10bca } from '../../../../src/plugins/publication/admin/Schedule.tsx'
import { RscEntryLexicalCell as RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { RscEntryLexicalField as RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { LexicalDiffComponent as LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e } from '@payloadcms/richtext-lexical/rsc'
import { InlineToolbarFeatureClient as InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HorizontalRuleFeatureClient as HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UploadFeatureClient as UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlockquoteFeatureClient as BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { RelationshipFeatureClient as RelationshipFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { LinkFeatureClient as LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ChecklistFeatureClient as ChecklistFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { OrderedListFeatureClient as OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnorderedListFeatureClient as UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { IndentFeatureClient as IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { AlignFeatureClient as AlignFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { HeadingFeatureClient as HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ParagraphFeatureClient as ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { InlineCodeFeatureClient as InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SuperscriptFeatureClient as SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { SubscriptFeatureClient as SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { StrikethroughFeatureClient as StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { UnderlineFeatureClient as UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BoldFeatureClient as BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { ItalicFeatureClient as ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { WhoCan as WhoCan_bd260a5e5c9544f14f6ea79431f73891 } from '../../../../src/plugins/accounts/admin/WhoCan.tsx'
import { OwnerCell as OwnerCell_dd8f3bea3f4da04602ab86bbcfb9b984 } from '../../../../src/widgets/OwnerCell.tsx'
import { FixedToolbarFeatureClient as FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { BlocksFeatureClient as BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864 } from '@payloadcms/richtext-lexical/client'
import { Deliveries as Deliveries_a7856a6b282164c5944ec8fd2c85dbb5 } from '../../../../src/plugins/rebuilds/admin/Deliveries.tsx'
import { SeeingAs as SeeingAs_2b3e3147427719bc5737ae36476711ba } from '../../../../src/plugins/accounts/admin/SeeingAs.tsx'
import { Icon as Icon_c015770ea2717f5cf38a56b51ca4c6a0 } from '../../../../src/plugins/welcome/admin/Marks.tsx'
import { Logo as Logo_c015770ea2717f5cf38a56b51ca4c6a0 } from '../../../../src/plugins/welcome/admin/Marks.tsx'
import { SiteSwitcher as SiteSwitcher_c397e9510ec60811638e6ae81b947c20 } from '../../../../src/plugins/accounts/admin/SiteSwitcher.tsx'
import { LogLink as LogLink_1d9103a950a671b2748e1f42be1c4255 } from '../../../../src/plugins/audit/admin/LogLink.tsx'
import { AskSecondFactor as AskSecondFactor_dee76dfe81d3cd22c0c9371eeaae8754 } from '../../../../src/plugins/accounts/secondFactor/admin/AskSecondFactor.tsx'
import { WaitForWords as WaitForWords_5848bc75dc97188d488cbd7fdadbc35b } from '../../../../src/plugins/accounts/admin/WaitForWords.tsx'
import { AccessibleNames as AccessibleNames_6dec85279e157f3a62f18a10d73e505b } from '../../../../src/plugins/accessibility/admin/AccessibleNames.tsx'
import { SecondFactorView as SecondFactorView_47fc0faf3e79b820a275367674d1301e } from '../../../../src/plugins/accounts/secondFactor/admin/SecondFactorView.tsx'
import { LogView as LogView_84c8eaee1a38747247f4b2002221c17c } from '../../../../src/plugins/audit/admin/LogView.tsx'
import { SiteProfile as SiteProfile_d0478479b9b6d242edda726e5bf9c1d2 } from '../../../../src/plugins/members/admin/ProfileWidgets.tsx'
import { ProfilesToComplete as ProfilesToComplete_d0478479b9b6d242edda726e5bf9c1d2 } from '../../../../src/plugins/members/admin/ProfileWidgets.tsx'
import { Drafts as Drafts_f792ea986e7c60cea3dd18af50b53bac } from '../../../../src/plugins/press/admin/ReleaseWidgets.tsx'
import { WaitingForMe as WaitingForMe_f792ea986e7c60cea3dd18af50b53bac } from '../../../../src/plugins/press/admin/ReleaseWidgets.tsx'
import { RecentlyPublished as RecentlyPublished_f792ea986e7c60cea3dd18af50b53bac } from '../../../../src/plugins/press/admin/ReleaseWidgets.tsx'
import { Upcoming as Upcoming_3709585c49f80cb98b8b92413699bf66 } from '../../../../src/plugins/publication/admin/Upcoming.tsx'
import { Tray as Tray_269c994875e7c1eaa125e2aa442f00eb } from '../../../../src/plugins/rebuilds/admin/Tray.tsx'
import { Greeting as Greeting_b559153f7054631a7d7a04997acc5e6f } from '../../../../src/plugins/welcome/admin/Greeting.tsx'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/src/plugins/accounts/admin/SignInAddress.tsx#SignInAddress": SignInAddress_25805e5f961e8388b8bc67f0e7499cf1,
  "/src/plugins/accounts/admin/CurrentPassword.tsx#CurrentPassword": CurrentPassword_3afe5b3cb54f3fb53fe9b45d4f2c9c75,
  "/src/plugins/accounts/admin/Sessions.tsx#Sessions": Sessions_4c67aae53cce695ebb8216d41dde0470,
  "/src/plugins/accounts/secondFactor/admin/SecondFactor.tsx#SecondFactor": SecondFactor_5d412a1cc8a9c3d8086210151b0527ac,
  "/src/plugins/accounts/admin/RightsOf.tsx#RightsOf": RightsOf_14c2fa6b22a209388152d55879ec695c,
  "/src/plugins/accounts/admin/RolesCell.tsx#RolesCell": RolesCell_2b64c95a7533b3fad5d58b259e5b9f4c,
  "/src/plugins/audit/admin/History.tsx#History": History_744fa1cf67e918e90271d7911ba1b0dc,
  "/src/plugins/accounts/admin/Invite.tsx#Invite": Invite_fcd5051aff019e96485a94bf8ffa33b9,
  "/src/plugins/accounts/admin/PermissionMatrix.tsx#PermissionMatrix": PermissionMatrix_9f63b1eabc9c231b3ff7d9546a88c8d2,
  "/src/plugins/accounts/admin/AbilityList.tsx#AbilityList": AbilityList_b22323bec53cfb1502bf1ae96c1747ec,
  "/src/plugins/accounts/admin/RightsOf.tsx#HoldersOf": HoldersOf_14c2fa6b22a209388152d55879ec695c,
  "/src/plugins/accounts/admin/ApiKeys.tsx#ApiKeys": ApiKeys_e1e4b451ab1d6f3bcea7d509381167e6,
  "/src/plugins/rebuilds/admin/Receipt.tsx#Receipt": Receipt_0651bfbcb496a88bb1fadf60e49bf4ed,
  "/src/plugins/previews/admin/Preview.tsx#Preview": Preview_812b517aefa5f1c81281aeb809dc2adb,
  "/src/plugins/publication/admin/Schedule.tsx#Schedule": Schedule_1e1722d4797cbc7d7845a49199f10bca,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalCell": RscEntryLexicalCell_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#RscEntryLexicalField": RscEntryLexicalField_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/rsc#LexicalDiffComponent": LexicalDiffComponent_44fe37237e0ebf4470c9990d8cb7b07e,
  "@payloadcms/richtext-lexical/client#InlineToolbarFeatureClient": InlineToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HorizontalRuleFeatureClient": HorizontalRuleFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UploadFeatureClient": UploadFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlockquoteFeatureClient": BlockquoteFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#RelationshipFeatureClient": RelationshipFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#LinkFeatureClient": LinkFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ChecklistFeatureClient": ChecklistFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#OrderedListFeatureClient": OrderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnorderedListFeatureClient": UnorderedListFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#IndentFeatureClient": IndentFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#AlignFeatureClient": AlignFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#HeadingFeatureClient": HeadingFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ParagraphFeatureClient": ParagraphFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#InlineCodeFeatureClient": InlineCodeFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SuperscriptFeatureClient": SuperscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#SubscriptFeatureClient": SubscriptFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#StrikethroughFeatureClient": StrikethroughFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#UnderlineFeatureClient": UnderlineFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BoldFeatureClient": BoldFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#ItalicFeatureClient": ItalicFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "/src/plugins/accounts/admin/WhoCan.tsx#WhoCan": WhoCan_bd260a5e5c9544f14f6ea79431f73891,
  "/src/widgets/OwnerCell.tsx#OwnerCell": OwnerCell_dd8f3bea3f4da04602ab86bbcfb9b984,
  "@payloadcms/richtext-lexical/client#FixedToolbarFeatureClient": FixedToolbarFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "@payloadcms/richtext-lexical/client#BlocksFeatureClient": BlocksFeatureClient_e70f5e05f09f93e00b997edb1ef0c864,
  "/src/plugins/rebuilds/admin/Deliveries.tsx#Deliveries": Deliveries_a7856a6b282164c5944ec8fd2c85dbb5,
  "/src/plugins/accounts/admin/SeeingAs.tsx#SeeingAs": SeeingAs_2b3e3147427719bc5737ae36476711ba,
  "/src/plugins/welcome/admin/Marks.tsx#Icon": Icon_c015770ea2717f5cf38a56b51ca4c6a0,
  "/src/plugins/welcome/admin/Marks.tsx#Logo": Logo_c015770ea2717f5cf38a56b51ca4c6a0,
  "/src/plugins/accounts/admin/SiteSwitcher.tsx#SiteSwitcher": SiteSwitcher_c397e9510ec60811638e6ae81b947c20,
  "/src/plugins/audit/admin/LogLink.tsx#LogLink": LogLink_1d9103a950a671b2748e1f42be1c4255,
  "/src/plugins/accounts/secondFactor/admin/AskSecondFactor.tsx#AskSecondFactor": AskSecondFactor_dee76dfe81d3cd22c0c9371eeaae8754,
  "/src/plugins/accounts/admin/WaitForWords.tsx#WaitForWords": WaitForWords_5848bc75dc97188d488cbd7fdadbc35b,
  "/src/plugins/accessibility/admin/AccessibleNames.tsx#AccessibleNames": AccessibleNames_6dec85279e157f3a62f18a10d73e505b,
  "/src/plugins/accounts/secondFactor/admin/SecondFactorView.tsx#SecondFactorView": SecondFactorView_47fc0faf3e79b820a275367674d1301e,
  "/src/plugins/audit/admin/LogView.tsx#LogView": LogView_84c8eaee1a38747247f4b2002221c17c,
  "/src/plugins/members/admin/ProfileWidgets.tsx#SiteProfile": SiteProfile_d0478479b9b6d242edda726e5bf9c1d2,
  "/src/plugins/members/admin/ProfileWidgets.tsx#ProfilesToComplete": ProfilesToComplete_d0478479b9b6d242edda726e5bf9c1d2,
  "/src/plugins/press/admin/ReleaseWidgets.tsx#Drafts": Drafts_f792ea986e7c60cea3dd18af50b53bac,
  "/src/plugins/press/admin/ReleaseWidgets.tsx#WaitingForMe": WaitingForMe_f792ea986e7c60cea3dd18af50b53bac,
  "/src/plugins/press/admin/ReleaseWidgets.tsx#RecentlyPublished": RecentlyPublished_f792ea986e7c60cea3dd18af50b53bac,
  "/src/plugins/publication/admin/Upcoming.tsx#Upcoming": Upcoming_3709585c49f80cb98b8b92413699bf66,
  "/src/plugins/rebuilds/admin/Tray.tsx#Tray": Tray_269c994875e7c1eaa125e2aa442f00eb,
  "/src/plugins/welcome/admin/Greeting.tsx#Greeting": Greeting_b559153f7054631a7d7a04997acc5e6f,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
