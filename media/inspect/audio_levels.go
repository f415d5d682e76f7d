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
	if m.Correlation < phaseWarning {
		j.warn("phase", "Turn the polarity of one channel, or move one microphone's track, and listen in mono.",
			"left and right work against each other (correlation %.2f); in mono %.1f dB are lost", m.Correlation, m.MonoLoss)
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

// checkTempo compares the tempo with the one that is asked for. Half and double are the same beat, counted otherwise.
func (j *judge) checkTempo(m audio.Measured) {
	want := j.spec.TempoBPM
	if want == 0 {
		return
	}
	tempo, clear := audio.Tempo(m.Onsets)
	if !clear {
		j.info("tempo_unsure", "Play it together with a click.", "the tempo cannot be told by machine; %g beats a minute are wanted", want)
		return
	}
	j.facts.Audio.TempoBPM = round(tempo, 1)
	for _, same := range []float64{want, 2 * want, want / 2} {
		if math.Abs(tempo-same) <= tempoTolerance*same {
			return
		}
	}
	j.warn("tempo", "Play to the click of the guide.", "it sounds like %.1f beats a minute, %g are wanted", tempo, want)
}

// checkGuide compares length, start and speed with the guide. The length is hard: a part bounced from the start of the session
// to its end has the guide's length. The rest is measured, and asks for a listen.
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
	marked, err := j.checkMark(m.PCM, pcmOf)
	if err != nil {
		return err
	}
	if !marked {
		j.checkOnsets(curve, m.Onsets)
	}
	j.checkDrift(curve, m.Onsets, have)
	return nil
}

// checkMark measures the start by the sync mark of the guide, to a fraction of a sample, where both carry it.
func (j *judge) checkMark(delivery, guide *pcm.File) (bool, error) {
	want, marked, err := audio.FindMark(guide)
	if err != nil || !marked {
		return false, err
	}
	have, found, err := audio.FindMark(delivery)
	if err != nil {
		return false, err
	}
	if !found {
		j.info("align_no_mark", "Record the sync mark at the start of the guide along with your part.", "the guide has a sync mark, the delivery does not")
		return false, nil
	}
	j.facts.Audio.Marked = true
	j.checkStart(round((have-want)*1000/pcm.Rate, 3), "")
	return true, nil
}

// checkOnsets estimates the start by what begins when.
func (j *judge) checkOnsets(guide, delivery []float32) {
	lag, clear := audio.Lag(guide, delivery)
	if !clear {
		j.info("align_unsure", "Play it together with the guide.", "whether it starts with the guide cannot be told by machine")
		return
	}
	j.checkStart(round(lag, 1), "about ")
}

func (j *judge) checkStart(lag float64, about string) {
	j.facts.Audio.StartOffsetMS = lag
	if math.Abs(lag) <= lagWarningMS {
		return
	}
	word := "late"
	if lag < 0 {
		word = "early"
	}
	j.warn("align_start", "Play it together with the guide and move it if you hear it.", "it looks %s%.0f ms %s against the guide", about, math.Abs(lag), word)
}

// checkDrift compares the speed with the guide's.
func (j *judge) checkDrift(guide, delivery []float32, seconds float64) {
	drift, clear := audio.Drift(guide, delivery)
	if !clear {
		return
	}
	j.facts.Audio.DriftPPM = round(drift, 0)
	if moved := drift * seconds / 1000; math.Abs(moved) > driftWarningMS {
		j.warn("drift", "Record with the project's sample rate, and do not convert or stretch the guide.",
			"it drifts by %.0f ppm against the guide: %.0f ms from start to end", drift, moved)
	}
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
