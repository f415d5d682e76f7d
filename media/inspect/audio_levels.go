package inspect

import (
	"context"
	"math"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/project"
)

// checkLevels judges loudness, peaks, clipping and silence.
func (j *judge) checkLevels(h audio.Header, m audio.Measured) {
	second := float64(h.Rate)
	if m.Silent() {
		j.block("silent", "Check that the track was not muted when you exported.", "the file is silent: nothing is above -60 dBFS")
		return
	}
	j.checkLoudness()
	j.checkPeak()
	if m.BadSamples > 0 {
		j.block("bad_samples", fixExport, "%d samples are no numbers", m.BadSamples)
	}
	if m.ClippedRuns > 0 {
		f := j.warn("clipping", "Lower the level before the export and listen at the times named.",
			"%d times 3 or more samples in a row stand at full scale; the first at %.2f s", m.ClippedRuns, float64(m.ClipFrom)/second)
		f.From = round(float64(m.ClipFrom)/second, 3)
		f.To = f.From
	}
	if m.DC > dcWarning {
		j.warn("dc_offset", "Use a high-pass filter or your editor's DC removal.", "the mean of a channel is %.3f of full scale, up to %.2f is fine", m.DC, dcWarning)
	}
	a := j.facts.Audio
	if gap := float64(m.Gap) / second; gap > gapInfoSeconds {
		f := j.info("gap", "Nothing to do when the part pauses here.", "%.1f s of silence within the file", gap)
		f.From = round(float64(m.GapFrom)/second, 3)
		f.To = round(f.From+gap, 3)
	}
	if a.LeadSeconds > leadInfoSeconds {
		j.info("lead_silence", "Nothing to do when the part enters here.", "the first sound is at %.1f s", a.LeadSeconds).To = a.LeadSeconds
	}
}

func (j *judge) checkLoudness() {
	a, s := j.facts.Audio, j.spec
	if s.MinLUFS < 0 && a.LUFS < s.MinLUFS {
		j.block("loudness_low", "Raise the level before the export.", "%.1f LUFS, at least %g are wanted", a.LUFS, s.MinLUFS)
	}
	if s.MaxLUFS < 0 && a.LUFS > s.MaxLUFS {
		j.block("loudness_high", "Lower the level before the export; take limiters off.", "%.1f LUFS, at most %g are wanted", a.LUFS, s.MaxLUFS)
	}
}

func (j *judge) checkPeak() {
	a, s := j.facts.Audio, j.spec
	if s.MaxPeakDBFS != nil && a.PeakDBFS > *s.MaxPeakDBFS {
		j.block("peak_high", "Lower the level before the export.", "the peak is %.2f dBFS, at most %g are wanted", a.PeakDBFS, *s.MaxPeakDBFS)
	}
}

// checkGuide compares length and start with the guide. The length is hard: a part bounced from the start of the session
// to its end has the guide's length. The start is an estimate, so it only asks for a listen.
func (i *Inspector) checkGuide(ctx context.Context, j *judge, m audio.Measured, guide File) error {
	pcmOf, err := i.guidePCM(ctx, guide)
	if err != nil {
		return err
	}
	defer pcmOf.Close()
	want, have := pcm.Seconds(pcmOf.Frames), pcm.Seconds(m.PCM.Frames)
	if math.Abs(want-have) > AlignToleranceSeconds {
		j.block("align_length", "Bounce from the very start of the guide to its end, silence included.",
			"%.2f s long, the guide has %.2f s; %.1f s more or less are accepted", have, want, AlignToleranceSeconds)
	}
	curve, err := audio.Onsets(pcmOf)
	if err != nil {
		return err
	}
	lag, clear := audio.Lag(curve, m.Onsets)
	if !clear {
		j.info("align_unsure", "Play it together with the guide.", "whether it starts with the guide cannot be told by machine")
		return nil
	}
	j.facts.Audio.StartOffsetMS = round(lag, 1)
	if math.Abs(lag) > lagWarningMS {
		word := "late"
		if lag < 0 {
			word = "early"
		}
		j.warn("align_start", "Play it together with the guide and move it if you hear it.", "it looks about %.0f ms %s against the guide", math.Abs(lag), word)
	}
	return nil
}

// guidePCM decodes the guide, once for all deliveries while the cache keeps it. A guide that cannot be decoded is the
// plan's fault, not the seller's.
func (i *Inspector) guidePCM(ctx context.Context, guide File) (*pcm.File, error) {
	h, err := audio.ReadHeader(guide.Path)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the guide %q cannot be read: %s", guide.Name, err)
	}
	if guide.SHA256 == "" {
		return nil, project.Errorf(project.Internal, "the guide %q has no sha256", guide.Name)
	}
	return i.decoder.PCM(ctx, audio.Source{Path: guide.Path, SHA256: guide.SHA256, Header: h})
}
