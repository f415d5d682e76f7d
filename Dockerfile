# The production image: Tutti without embedded servers, ffmpeg and Poppler for media work.
FROM node:20.19-bookworm-slim AS pages
WORKDIR /src/web
COPY web/package.json web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY web .
RUN npm run build

FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=pages /src/web/dist/app web/dist/app
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -tags noembed -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /tutti ./cmd/tutti

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates ffmpeg poppler-utils poppler-data wget \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --home-dir /var/lib/tutti --create-home tutti
COPY --from=build /tutti /usr/local/bin/tutti
USER tutti
VOLUME /var/lib/tutti
EXPOSE 8080
ENTRYPOINT ["tutti"]
CMD ["serve"]
