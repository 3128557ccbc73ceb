#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/recording_start.h"
#include "core/corrections/correction_list.h"
#include "core/inference/tagger.h"
#include "core/model/tagging_model.h"
#include "core/report/provenance.h"
#include "core/results/file_identity.h"

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>

namespace dass {

class MelPyramid;
class WaveformPyramid;

enum class RecordingState { Waiting, Tagging, Done, Cancelled, Failed };
// Whether an earlier run's result is looked for: None when a new one is asked for, whatever there is.
enum class StoredLookup { None, Wanted, UnderWay, Missed };
// Of a recording that a session or unsaved work names, against the file that it was then.
enum class FileState { There, Missing, Changed };
enum class DecodeState { None, Running, Finished, Failed };

// One open recording and everything known of it. Plain data that the session changes and views read; the session says
// when it changed. GUI thread.
struct OpenRecording
{
    QString path;
    QString name; // the file's own, for people
    RecordingState state = RecordingState::Waiting;
    bool paused = false;  // the run of this recording is held up
    QString failure;      // one line, when state is Failed
    QStringList warnings; // damage: what is there was used
    std::optional<AudioInfo> info;
    std::optional<RecordingStart> foundStart; // when it began, as the file says
    std::optional<RecordingStart> start;      // as it is taken: found, or typed by a person
    std::int64_t fileBytes = -1;              // of the file when it was opened; -1: not looked at yet, or not there
    QDateTime fileChanged;                    // likewise; invalid then

    // As a session remembers it; nothing of these where it is not from one.
    FileState file = FileState::There;
    FileIdentity savedIdentity;
    std::int64_t savedSamples = 0;
    std::string unreadResult; // in the session's folder: that is there, but could not be read

    StoredLookup lookup = StoredLookup::None; // while it waits
    bool looked = true;                       // at the disk; until then its name alone says that it is a recording

    // Waveform and spectrogram, made when the recording is looked at.
    DecodeState decode = DecodeState::None;
    std::int64_t decodedSamples = 0; // at 16 kHz
    std::shared_ptr<const WaveformPyramid> waveform;
    std::shared_ptr<const MelPyramid> mel;
    std::optional<int> askedChannel; // that they were to be of, from 0; none: the mean of all
    std::optional<int> shownChannel; // that they are of: the recording may have no such one

    // Coarse ones of all of it, from a session, until it is decoded as far as it is looked at; null: none.
    std::shared_ptr<const WaveformPyramid> quickWaveform;
    std::shared_ptr<const MelPyramid> quickMel;
    std::optional<int> quickChannel; // that they are of, as above

    // What a run made, and how.
    struct Made
    {
        TaggingResult result;
        TaggingProgress progress;
        std::shared_ptr<const ModelInfo> model;
        std::shared_ptr<const Provenance> provenance;
        std::string unreadResult;
    };
    // While the state is Tagging: what there was before, until the new run is finished. Its matrix stays in memory.
    std::optional<Made> earlier;
    bool isEarlierResult = false; // the last run failed or was cancelled, and the result is of one before it

    // Tags. The result grows while the state is Tagging and stays as it is afterwards.
    TaggingResult result;
    TaggingProgress progress;
    std::shared_ptr<const ModelInfo> model; // that made the result
    std::shared_ptr<const Provenance> provenance;

    std::shared_ptr<const CorrectionList> corrections; // a person's, of any run's events; null: not read yet

    bool hasResult() const { return result.probabilities && result.probabilities->rows() > 0; }
    Made made() const { return {result, progress, model, provenance, unreadResult}; }
    void setAside();            // what is there becomes the earlier, and nothing is there
    bool earlierIsMore() const; // than what the run under way has made so far
    void bringBack();           // the earlier, instead of what the run has made
    void takeWarnings();        // those of the result join the recording's
    void dropWarnings();        // and leave them, before another result takes its place
    bool damaged() const { return !warnings.isEmpty(); }
    // Samples at 16 kHz as far as known: decoded, else tagged, else stated by the container.
    std::int64_t length() const;
    // What a time axis should show: as length(), but a file that broke off keeps the length it should have had.
    std::int64_t axisLength() const;
    bool brokeOff() const;        // decoded to the end of what can be read, and that is less than was stated
    double progressShare() const; // of tagging, 0 to 1
};

} // namespace dass
