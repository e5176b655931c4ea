# Thaw in a container: small, without root, with a root file system that can be read-only. Data and keys live in /data.
#
#   docker build -t thaw .
#   docker run -d --name thaw --read-only --tmpfs /tmp --env-file .env -v thaw-data:/data thaw

FROM node:24-slim AS packages
WORKDIR /thaw
COPY package.json package-lock.json ./
# The image brings its own Node: the one that npm start needs on other machines is left out.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && rm -rf node_modules/node-linux-* node_modules/node-darwin-* node_modules/node-bin-* node_modules/node-win-* \
 && rm -rf node_modules/better-sqlite3*/deps node_modules/better-sqlite3*/prebuilds/darwin* node_modules/better-sqlite3*/prebuilds/win32* \
 && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production DATA_DIR=/data PORT=8080
WORKDIR /thaw
COPY --from=packages /thaw/node_modules node_modules
COPY package.json LICENSE ./
COPY assets assets
COPY content content
COPY migrations migrations
COPY docs/privacy-notice.md docs/terms.md docs/
COPY commands commands
COPY scripts scripts
COPY src src
# An env file in which a line was left empty takes the settings above back: the usual folder is that one, too.
RUN ln -s /data data && mkdir /data .cache node_modules/.cache && chown node:node /data .cache node_modules/.cache
USER node
# Compiled and checked once here, since nothing can be written where it runs. By the user that it runs as: compiled code
# of another one is not used.
ENV NODE_COMPILE_CACHE=/thaw/.cache
RUN node --input-type=module --eval 'await import("./src/bot.ts"); const { loadLibrary } = await import("./src/content/library.ts"); await loadLibrary(); process.exit(0)'
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "scripts/healthcheck.mjs"]
CMD ["sh", "-c", "PORT=${PORT:-8080} exec node src/main.ts"]
