package inspect

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"

	"tutti/media/picture"
	"tutti/project"
)

const fixPicture = "Export the picture again from your program, open it and look at all of it, and deliver it again."

// image judges a picture: its size before anything is decoded, then all of its pixels.
func (i *Inspector) image(ctx context.Context, j *judge) error {
	facts, err := picture.Read(j.file.Path)
	if errors.Is(err, picture.ErrNotPicture) {
		j.block("not_image", "Deliver the picture itself as "+orList(pictureFormats(j.spec))+".", "the content is %s, not a picture that can be read", j.facts.Type)
		return nil
	}
	j.checkPictureFormat(facts)
	if err != nil {
		return j.pictureError(err)
	}
	j.facts.Image = &project.ImageFacts{Format: facts.Format, Width: facts.Width, Height: facts.Height, DPI: math.Round(facts.DPI*100) / 100,
		ColourSpace: facts.Space, Orientation: facts.Orientation}
	j.checkPixels(facts)
	j.checkColours(facts)
	return j.develop(ctx, picture.NewDarkroom(i.decoder.Tools))
}

func pictureFormats(s project.Spec) []string {
	if len(s.Formats) > 0 {
		return s.Formats
	}
	return []string{"jpg", "png", "webp", "tiff"}
}

func (j *judge) checkPictureFormat(facts picture.Facts) {
	allowed := pictureFormats(j.spec)
	if facts.Format != "" && !slices.ContainsFunc(allowed, func(f string) bool { return sameFormat("."+f, "."+facts.Format) }) {
		j.block("format_not_allowed", "Export the picture as "+orList(allowed)+".", "the content is %s, wanted is %s", facts.Format, orList(allowed))
	}
}

// pictureError turns what a decoder says into a finding.
func (j *judge) pictureError(err error) error {
	var limit *picture.LimitError
	var damaged *picture.DamagedError
	switch {
	case errors.As(err, &limit):
		j.block("too_many_pixels", "Reduce the picture to the size of its print.", "the picture is too large to be read: %s", limit)
	case errors.As(err, &damaged) && damaged.Unsupported():
		j.block("undecodable", "Export it as JPEG or PNG, or as TIFF in RGB, CMYK or grey.", "the picture is written in a way that is not read: %s", damaged)
	case errors.As(err, &damaged):
		j.block("undecodable", fixPicture, "the picture is damaged: %s", damaged)
	default:
		return err
	}
	return nil
}

func (j *judge) checkPixels(facts picture.Facts) {
	if facts.Orientation > 1 {
		j.info("turned", "", "the picture is stored turned (orientation %d) and is shown upright, %d x %d pixels", facts.Orientation, facts.Width, facts.Height)
	}
	asked := j.spec.Image
	if asked == nil {
		return
	}
	if facts.Width < asked.MinWidth || facts.Height < asked.MinHeight {
		j.block("too_few_pixels", "Export it in its full size from the original; enlarging adds nothing.",
			"%d x %d pixels, at least %d x %d are wanted", facts.Width, facts.Height, asked.MinWidth, asked.MinHeight)
	}
	if asked.MinDPI == 0 {
		return
	}
	if dpi := facts.EffectiveDPI(asked.PrintWidth, asked.PrintHeight); dpi > 0 && dpi < asked.MinDPI {
		j.block("dpi_low", "Export it in its full size from the original, or agree on a smaller print.",
			"%.0f dots an inch at the size of print, %g x %g mm; at least %g are wanted", dpi, asked.PrintWidth, asked.PrintHeight, asked.MinDPI)
	} else if dpi == 0 && facts.DPI > 0 && facts.DPI < asked.MinDPI {
		j.block("dpi_low", "Set the resolution in the export dialogue, without changing the number of pixels.",
			"the file says %.0f dots an inch, at least %g are wanted", facts.DPI, asked.MinDPI)
	} else if dpi == 0 && facts.DPI == 0 {
		j.warn("dpi_unknown", "Set the resolution in the export dialogue.", "the file does not say its resolution, at least %g dots an inch are wanted", asked.MinDPI)
	}
}

func (j *judge) checkColours(facts picture.Facts) {
	if asked := j.spec.Image; asked != nil && len(asked.ColourSpaces) > 0 && !slices.Contains(asked.ColourSpaces, facts.Space) {
		j.block("colour_space", "Convert it in your program, with the profile of the print, and look at it before you deliver.",
			"the colour space is %s, wanted is %s", facts.Space, orList(asked.ColourSpaces))
	}
	if p := facts.Profile; facts.Space == "rgb" && p != "" && p != "unnamed" && !strings.Contains(strings.ToLower(p), "srgb") {
		j.info("colour_profile", "", "the picture has the colour profile %q; where profiles are ignored its colours look different", p)
	}
}

// develop reads all pixels and derives what reviewers see: a small copy, marked.
func (j *judge) develop(ctx context.Context, room *picture.Darkroom) error {
	var inside project.Area
	key, err := j.derive(j.watermark.Profile("marked.jpg"), "image/jpeg", func(path string) (err error) {
		inside, err = room.Develop(ctx, j.file.Path, path, picture.PreviewSide, j.watermark.Words())
		return err
	})
	switch {
	case err == nil:
		j.facts.Previews = append(j.facts.Previews, key)
		j.checkBorder(inside)
	case toolTrouble(err):
		return err
	case project.CodeOf(err) == project.Limited:
		j.block("too_many_pixels", "Reduce the picture to the size of its print.", "the picture takes more than it may to be read: %s", err)
	default:
		j.block("undecodable", fixPicture, "the picture is damaged: %s", err)
	}
	return nil
}

// leastBorder is the part of a picture that a border takes before it is worth a word.
const leastBorder = 0.2

// checkBorder tells of an even border. Many are meant so, as the white around a product, and none spoils a picture.
func (j *judge) checkBorder(inside project.Area) {
	if border := 1 - inside.Width*inside.Height; !inside.Empty() && border > leastBorder {
		j.info("border", "Crop it to what it shows, unless the border belongs to it.", "a border of one colour takes %.0f %% of the picture", border*100).Area = &inside
	}
}
