# syntax=docker/dockerfile:1

# Trains the model and bundles the browser code, which needs the development packages; the bundler's machine code is optional
# to npm.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node --disable-warning=ExperimentalWarning src/cli.ts build

# What runs: no bundler, no tests, an ordinary user; it writes to /data, and to build/ when content changes.
FROM node:24-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3978 \
    KNEEWISE_DATA=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force \
    && mkdir /data && chown node:node /data
COPY launch.mjs LICENSE ./
COPY src ./src
COPY knowledge ./knowledge
COPY intents ./intents
COPY figures ./figures
COPY slack ./slack
# Its owner may train again when content that was mounted over these folders changes.
COPY --from=build --chown=node:node /app/build ./build
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm, so that SIGTERM reaches the program and it stops kindly.
CMD ["node", "--disable-warning=ExperimentalWarning", "src/cli.ts", "start"]
