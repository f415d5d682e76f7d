package main

import (
	"context"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"tutti/app"
)

func (c *cli) versionCommand() *cobra.Command {
	return leaf("version", "", "say which version this is", func(context.Context, []string) error {
		v := struct {
			Version  string `json:"version"`
			Revision string `json:"revision,omitempty"`
			Go       string `json:"go"`
			Platform string `json:"platform"`
			Embeds   bool   `json:"embeds"`
		}{version, revision(), runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH, app.Embeds}
		embeds := "Temporal, database, Redis and S3"
		if !v.Embeds {
			embeds = "nothing: every server is given"
		}
		return c.answer(v, facts("tutti", v.Version, "revision", v.Revision, "go", v.Go, "platform", v.Platform, "embeds", embeds))
	})
}

// revision is the commit this binary was built from, when the build knew it.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return ""
}
