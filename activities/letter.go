package activities

import (
	"context"
	"errors"
	"maps"
	"time"

	"tutti/project"
)

// write gathers what the letter says and has it written. News instead of a mail mean that it is not to be sent; an error is
// one of ours, and passes.
func (c *Courier) write(ctx context.Context, l project.LetterRecord) (project.Mail, *project.LetterNews, error) {
	w, err := c.wording(ctx, l.Letter)
	if err == nil {
		var m project.Mail
		if m, err = c.Scribe.Write(w); err == nil {
			return m, nil, nil
		}
	}
	switch code := project.CodeOf(err); {
	case errors.Is(err, nothingLeft{}):
		return project.Mail{}, &project.LetterNews{State: project.LetterMoot, Problem: "everything in it was read already", At: time.Now()}, nil
	case code == project.Unavailable:
		return project.Mail{}, nil, err
	case l.Link != "" && (code == project.Conflict || code == project.NotFound): // who needs no link any more needs no letter
		return project.Mail{}, &project.LetterNews{State: project.LetterMoot, Problem: "the link was used or has expired", At: time.Now()}, nil
	}
	return project.Mail{}, &project.LetterNews{State: project.LetterFailed, Problem: err.Error(), At: time.Now()}, nil
}

// wording looks up whom the letter is for and what it is about.
func (c *Courier) wording(ctx context.Context, l project.Letter) (project.Wording, error) {
	reader, err := c.Records.Person(ctx, l.To)
	if err != nil {
		return project.Wording{}, err
	}
	profile, err := c.Records.Profile(ctx, l.To)
	if err != nil {
		return project.Wording{}, err
	}
	w := project.Wording{Letter: l, Reader: reader, Languages: reader.Reads(profile.Languages), Zone: c.Zones.OrUTC(profile.Zone), Now: time.Now(),
		Fields: map[string]string{"name": reader.Name}}
	maps.Copy(w.Fields, l.Facts)
	if l.Link == "" {
		return c.notices(ctx, w)
	}
	if c.Linker == nil {
		return w, project.Errorf(project.Invalid, "nobody signs in by a link here")
	}
	w.Link, w.Code, err = c.Linker.SignInLink(ctx, l.Link)
	return w, err
}
