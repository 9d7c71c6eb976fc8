# syntax=docker/dockerfile:1

# What runs: the packages of production, nothing of development.
FROM node:24-slim AS production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY clients/typescript/package.json clients/typescript/
COPY examples/public-site/package.json examples/public-site/
RUN npm ci --omit=dev --workspaces=false && npm cache clean --force

# What builds: all packages, and placeholders for what the build never uses.
FROM node:24-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY clients/typescript/package.json clients/typescript/
COPY examples/public-site/package.json examples/public-site/
RUN npm ci
COPY . .
RUN npm run build && rm -rf .next/cache

FROM node:24-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    MEDIA_DIR=/media \
    DEMO=false
WORKDIR /app
RUN mkdir -p /data /media && chown node:node /data /media
COPY --from=production /app/node_modules node_modules
COPY --from=build /app/.next .next
COPY package.json package-lock.json payload.config.ts next.config.ts tsconfig.json LICENSE ./
COPY src src
USER node
VOLUME ["/data", "/media"]
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--v8-pool-size=1", "src/server/start.ts"]
