//go:build !noembed

package app

import (
	"tutti/embedded/redis"
	"tutti/embedded/s3"
	"tutti/embedded/temporal"
)

// Embeds reports whether this build carries the embedded servers.
const Embeds = true

func embedRedis(c Config) (embedded, error) {
	server, err := redis.Start(redis.Options{Logger: c.Log})
	if err != nil {
		return embedded{}, err
	}
	return embedded{Address: "redis://" + server.Addr() + "/0", Stop: server.Stop}, nil
}

func embedTemporal(c Config) (embedded, error) {
	server, err := temporal.Start(temporal.Options{Dir: c.DataDir, Namespace: c.Namespace, FrontendPort: c.TemporalPort, Logger: c.Log})
	if err != nil {
		return embedded{}, err
	}
	return embedded{Address: server.HostPort(), Stop: server.Stop}, nil
}

func embedStore(c Config) (embedded, error) {
	server, err := s3.Start(s3.Options{Dir: c.DataDir, Logger: c.Log})
	if err != nil {
		return embedded{}, err
	}
	inside := store{endpoint: "http://" + server.Endpoint(), access: server.AccessKey(), secret: server.SecretKey(), region: server.Region(), bucket: defaultBucket}
	return embedded{store: inside, Stop: server.Stop}, nil
}
