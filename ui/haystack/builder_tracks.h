#pragma once

#include "app/haystack/mixture_picture.h"

#include <QImage>
#include <QRect>
#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

class QPainter;

namespace dass {

// Where the tracks of the builder lie, one over the other, with one time axis.
struct BuilderLayout
{
    BuilderLayout(const QSize& size);

    static constexpr int kGutter = 112; // as in every stack of plots
    static constexpr int kRight = 12;

    QRect ruler;
    QRect lane;
    QRect waveform;
    QRect spectrogram;
    QRect sweep; // empty where there is no room
};

// A needle of the mixture.
struct SceneNeedle
{
    QString name;
    QString facts;          // "2:30.0 to 2:40.2, +6 dB"
    QString score;          // "0.79, alone 0.91"; empty: not known yet
    QString words;          // all that is known, for a tool tip
    std::int64_t begin = 0; // frame
    int listed = 0;         // index of its clip, which has its colour
};

// What the builder shows.
struct BuilderScene
{
    double first = 0; // frames in view
    double last = 1;
    std::int64_t frames = 1024; // of the whole
    std::vector<SceneNeedle> needles;
    int current = -1;     // of these, the chosen one, which is moved; -1: it is not in the mixture
    QString haystack;     // its name
    bool focused = false; // the needle can be moved by keys
    bool dragged = false;
    double cursor = -1; // frame, where is listened; below 0: none
    std::shared_ptr<const MixturePicture> picture;
    QString hint;                        // instead of the picture
    std::map<std::int64_t, float> sweep; // probability of the chosen needle's tag by the frame that it begins at
    double baseline = -1;                // of the needle alone; below 0: not known
    QImage image;                        // of the picture

    const SceneNeedle* chosen() const { return current < 0 ? nullptr : &needles[static_cast<std::size_t>(current)]; }
    std::int64_t needleBegin() const { return chosen() ? chosen()->begin : 0; }

    double xOf(double frame, const QRect& track) const
    {
        return track.left() + (frame - first) / (last - first) * track.width();
    }
    double frameAt(double x, const QRect& track) const
    {
        return first + (x - track.left()) / track.width() * (last - first);
    }
};

// A column of pixels a column of the picture, high frequencies on top.
QImage spectrogramImage(const MixturePicture& picture);
void paintBuilder(QPainter& painter, const BuilderLayout& layout, const BuilderScene& scene, const QRect& whole);

} // namespace dass
