//go:build noembed

package app

// Embeds reports whether this build carries the embedded servers.
const Embeds = false

func embedRedis(Config) (embedded, error)    { return embedded{}, notBuiltIn("Redis", "--redis") }
func embedTemporal(Config) (embedded, error) { return embedded{}, notBuiltIn("Temporal", "--temporal") }
func embedStore(Config) (embedded, error)    { return embedded{}, notBuiltIn("S3", "--s3") }
