package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/media/audio"
	"tutti/project"
)

func (c *cli) guideCommand() *cobra.Command {
	var to string
	var preRoll time.Duration
	mark := leaf("mark", "FILE", "write the sync mark into a guide, by which deliveries are measured to a fraction of a sample", func(_ context.Context, args []string) error {
		if to == "" {
			to = strings.TrimSuffix(args[0], filepath.Ext(args[0])) + "-marked.wav"
		}
		if err := markGuide(args[0], to, preRoll.Seconds()); err != nil {
			return err
		}
		return c.answer(map[string]string{"file": to}, facts("guide", to))
	})
	mark.Long = "mark copies a WAV with a short sweep at its very start. Use the copy as the reference with guide: true, and have everybody record\n" +
		"it along with their part. The start must be silent; --pre-roll puts silence in front, which moves everything else by its length."
	mark.Flags().StringVar(&to, "to", "", "file to write; FILE-marked.wav when left out")
	mark.Flags().DurationVar(&preRoll, "pre-roll", 0, "silence to put in front of the guide, as 2s")
	return asGroup(&cobra.Command{Use: "guide", Short: "prepare what all sellers play to"}, mark)
}

// markGuide writes the copy, and leaves nothing when that fails.
func markGuide(from, to string, preRoll float64) error {
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return project.Errorf(project.Conflict, "the file %s is there already; name another one with --to", to)
	}
	if err != nil {
		return err
	}
	err = errors.Join(audio.WriteMark(out, from, preRoll), out.Close())
	if err != nil {
		_ = os.Remove(to) // half of a guide is none
	}
	if errors.Is(err, os.ErrNotExist) {
		return project.Errorf(project.Invalid, "there is no file %s to mark", from)
	}
	return err
}
