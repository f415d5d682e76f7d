//go:build noembed

package app

import "tutti/project"

// Embeds reports whether this build carries the embedded servers.
const Embeds = false

func embedRedis(Config) (embedded, error)    { return embedded{}, notBuiltIn("Redis", "--redis") }
func embedTemporal(Config) (embedded, error) { return embedded{}, notBuiltIn("Temporal", "--temporal") }
func embedStore(Config) (embedded, error)    { return embedded{}, notBuiltIn("S3", "--s3") }

func notBuiltIn(what, flag string) error {
	return project.Errorf(project.Invalid, "this build has no embedded %s: give %s, or use the full build", what, flag)
}
