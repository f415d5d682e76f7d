package demo

import (
	"context"
	"fmt"
	"math"

	"tutti/api/wire"
	"tutti/demo/score"
	"tutti/project"
)

// review approves what the inspection has passed, except the first take of the part that is to be revised.
func review(sub wire.SubGig, delivery wire.Delivery) wire.ReviewRequest {
	if sub.Key == score.RevisedPart() && delivery.Version == 1 {
		return wire.ReviewRequest{Decision: project.Revise, Notes: wishes()}
	}
	return wire.ReviewRequest{Decision: project.Approve}
}

// How far the final may be from what the recipe asks for.
const (
	lufsTolerance = 0.5
	peakTolerance = 0.5
)

// listen is how the producer hears the final, as far as a program can.
func (d *demo) listen(_ context.Context, final wire.Artifact) error {
	m := final.Manifest
	switch {
	case math.Abs(m.LUFS-m.Recipe.LUFS) > lufsTolerance:
		return project.Errorf(project.Conflict, "the final has %.1f LUFS, asked for are %.1f", m.LUFS, m.Recipe.LUFS)
	case m.TruePeak > m.Recipe.TruePeak+peakTolerance:
		return project.Errorf(project.Conflict, "the final's true peak is %.1f dBTP, at most %.1f are asked for", m.TruePeak, m.Recipe.TruePeak)
	}
	d.options.Board.Say(fmt.Sprintf("the producer hears the final: %.1f LUFS, true peak %.1f dBTP, nothing missing; approved", m.LUFS, m.TruePeak))
	return nil
}
