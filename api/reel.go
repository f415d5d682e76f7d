package api

import (
	"context"
	"fmt"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerReel() {
	add(a, operation{id: "get-reel", method: get, path: root + "/people/{id}/reel", tag: "roster", summary: "Gives what a seller shows of their work"}, a.reel)
	add(a, operation{id: "put-reel", method: put, path: root + "/people/{id}/reel", tag: "roster", summary: "Says what a seller shows of their work",
		text: "Everybody who may see the profile hears and sees it. What is left out of the request goes.", rules: rules{command: true}}, a.putReel)
}

func (a *API) reel(ctx context.Context, in *PersonPath) (*body[wire.Reel], error) {
	if _, err := a.seller(ctx, in.ID, project.SeeProfile); err != nil {
		return nil, err
	}
	samples, err := a.o.Records.Reel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := wire.Reel{Samples: []wire.Sample{}}
	for _, s := range samples {
		link, err := a.link(ctx, s.File)
		if err != nil {
			return nil, err
		}
		out.Samples = append(out.Samples, wire.Sample{Title: s.Title, File: link, AddedAt: s.AddedAt.UTC()})
	}
	return &body[wire.Reel]{out}, nil
}

func (a *API) putReel(ctx context.Context, in *struct {
	PersonPath
	Body wire.ReelRequest
}) (*body[wire.Reel], error) {
	if _, err := a.seller(ctx, in.ID, project.SeeProfile); err != nil {
		return nil, err
	}
	// A buyer may write a profile that nobody has written yet; what somebody shows of their work is theirs alone.
	if err := may(ctx, project.EditProfile, project.Thing{Person: in.ID, Keeper: in.ID}); err != nil {
		return nil, err
	}
	before, err := a.o.Records.Reel(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	samples, err := a.samples(ctx, before, in.Body.Samples)
	if err != nil {
		return nil, err
	}
	if err := project.CheckReel(samples); err != nil {
		return nil, err
	}
	if err := a.o.Records.PutReel(ctx, in.ID, samples, commandOf(ctx).at); err != nil {
		return nil, hide(err)
	}
	return a.reel(ctx, &in.PersonPath)
}

// samples finds the files of a request: among those that are there, or as uploads of the caller.
func (a *API) samples(ctx context.Context, before []project.Sample, asked []wire.SampleRequest) ([]project.Sample, error) {
	e := &project.Error{Code: project.Invalid, Message: "the reel cannot be taken as it is"}
	var out []project.Sample
	for i, s := range asked {
		at := slices.IndexFunc(before, func(b project.Sample) bool { return s.SHA256 != "" && b.File.SHA256 == s.SHA256 })
		switch {
		case (s.SHA256 == "") == (s.UploadID == ""):
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("samples[%d]", i), Message: "names a file in no way, or in two; write one of sha256 and upload_id"})
		case at >= 0:
			out = append(out, project.Sample{Title: s.Title, File: before[at].File, AddedAt: before[at].AddedAt})
		case s.SHA256 != "":
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("samples[%d].sha256", i), Message: "is of no sample that is there"})
		default:
			file, wrong, err := a.sampleFile(ctx, s.UploadID)
			if err != nil {
				return nil, err
			}
			if wrong != "" {
				e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("samples[%d].upload_id", i), Message: wrong})
			}
			out = append(out, project.Sample{Title: s.Title, File: file, AddedAt: commandOf(ctx).at})
		}
	}
	if len(e.Fields) > 0 {
		return nil, e
	}
	return out, nil
}

// sampleFile gives the file behind an upload, or what is wrong with it.
func (a *API) sampleFile(ctx context.Context, id project.UploadID) (file project.DeliveryFile, wrong string, err error) {
	up, err := a.upload(ctx, id)
	switch {
	case project.CodeOf(err) == project.NotFound || err == nil && (up.Project != "" || up.Size > project.MaxSampleBytes):
		return file, "is no upload that you sent for your reel", nil
	case err != nil:
		return file, "", err
	case up.State != project.UploadReady:
		return file, "is " + string(up.State) + "; complete it first", nil
	}
	return project.DeliveryFile{Name: up.Name, SHA256: up.SHA256, Size: up.Size, Type: up.Type}, "", nil
}
