#pragma once

#include "app/session/analyze_session.h"
#include "tests/base/wav_file.h"
#include "tests/inference/fake_model.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace dass {

// A recording's probabilities, row after row; none without a result.
inline std::vector<float> rowsOf(const OpenRecording& recording)
{
    std::vector<float> all;
    for (std::int64_t r = 0; recording.hasResult() && r < recording.result.probabilities->rows(); ++r) {
        const auto row = recording.result.probabilities->row(r);
        all.insert(all.end(), row.begin(), row.end());
    }
    return all;
}

inline QStringList namesOf(const AnalyzeSession& session)
{
    QStringList all;
    for (const auto& recording : session.recordings())
        all << recording->name;
    return all;
}

// A session with a predictable model, its settings in a folder of its own, and recordings made on the spot.
class ShellFixture
{
public:
    using OnLoad = std::function<void(const std::filesystem::path&)>;

    // onCall: before the model answers; onLoad: before a model is there. Both on the job's thread.
    explicit ShellFixture(std::function<void()> onCall = {}, OnLoad onLoad = {})
    {
        RunSettings run;
        run.tagging.windowSeconds = 1.0;
        run.tagging.hopSeconds = 1.0;
        settings.setRun(run);
        m_load = [this, onCall = std::move(onCall), onLoad = std::move(onLoad)](const std::filesystem::path& path,
                                                                                const ModelOptions&) {
            if (onLoad)
                onLoad(path);
            auto model = std::make_unique<FakeModel>();
            model->onCall = onCall;
            if (describe)
                model->change(describe);
            model->bytesPerFrame = std::int64_t(1) << 40; // one window a call, so that tests can count calls
            return model;
        };
        restart();
    }

    // As another start of the program. The session that there was ends as it stands, without any of its ends.
    void restart()
    {
        session.reset();
        session = std::make_unique<AnalyzeSession>(settings, std::make_shared<ModelStore>(m_load));
    }

    // The current recording's result becomes one of so many rows of 1 s, in which each class is heard every other row
    // or so. Not told to anyone.
    void lengthenResult(int rows) const
    {
        TaggingResult& result = session->current()->result;
        auto longer = std::make_shared<ProbabilityMatrix>(FakeModel::kClasses);
        std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same rows in every run
        std::vector<float> all(static_cast<std::size_t>(rows) * FakeModel::kClasses);
        for (float& probability : all)
            probability = static_cast<float>(random() % 1000) / 1000;
        longer->append(all);
        result.probabilities = std::move(longer);
        result.samples = std::int64_t{16000} * rows;
        result.frames = std::int64_t{100} * rows;
    }

    QString path(const QString& name) const { return folder.filePath(name); }

    QString makeRecording(const QString& name, int seconds) const
    {
        writeWav(path(name).toStdU16String(), glidingTone(static_cast<std::size_t>(seconds) * 16000));
        return path(name);
    }

    QString makeBrokenFile(const QString& name) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write("this is not sound, whatever its name says");
        return path(name);
    }

    bool waitForBatch(const QStringList& files)
    {
        QSignalSpy ended(session.get(), &AnalyzeSession::batchEnded);
        session->setModel(QStringLiteral("fake"));
        session->open(files);
        return ended.count() > 0 || ended.wait(20000);
    }

    const OpenRecording& recording(std::size_t index) const { return *session->recordings().at(index); }

    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    std::function<void(ModelInfo&)> describe; // of models that are loaded from now on; on the job's thread
    std::unique_ptr<AnalyzeSession> session;  // its jobs go before what they use

private:
    ModelStore::Loader m_load;
};

} // namespace dass
