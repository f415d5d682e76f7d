package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// testPausedUntil: the time of a pause stands with the project, and goes with it. A step of a section leaves it.
func testPausedUntil(w *world) {
	n := w.one()
	h := newHost(w, w.r, n)
	h.fund(100_000)
	h.start()
	until := h.now.Add(48 * time.Hour)
	stands := func(what string, want time.Time) {
		w.Helper()
		if p := must[project.Project](w)(w.r.Project(context.Background(), h.id)); !p.PausedUntil.Equal(want) {
			w.Errorf("%s: until %s, not %s", what, p.PausedUntil, want)
		}
	}
	h.step(project.ProjectChange{State: project.ProjectPaused, Until: until})
	stands("paused", until)
	ask(w, "", "a section stops its clocks", h.do(0, n.SubGigs[0].ID, project.Command{Kind: project.Pause}))
	stands("after a step of a section", until)
	h.step(project.ProjectChange{Log: []project.LogEvent{{Kind: project.LogPreviewBuilt}}})
	stands("after a line of the log", until)
	h.step(project.ProjectChange{State: project.ProjectPaused, Until: until.Add(time.Hour)})
	stands("moved", until.Add(time.Hour))
	h.step(project.ProjectChange{State: project.ProjectRunning})
	stands("resumed", time.Time{})
}
