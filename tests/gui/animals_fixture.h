#pragma once

#include "tests/gui/shell_fixture.h"

#include <utility>
#include <vector>

namespace dass {

// Five classes of AudioSet that stand above and below each other: the fake model's figures under their names.
class AnimalModel : public FakeModel
{
public:
    AnimalModel()
    {
        m_named = FakeModel::info();
        m_named.labels = {{"/m/0jbk", "Animal"},
                          {"/m/0bt9lr", "Dog"},
                          {"/m/05tny_", "Bark"},
                          {"/m/01yrx", "Cat"},
                          {"/m/09x0r", "Speech"}};
    }
    const ModelInfo& info() const override { return m_named; }

private:
    ModelInfo m_named;
};

enum Class : std::int64_t { Animal, Dog, Bark, Cat, Speech };

// A dog that barks in the first two rows, a cat in the last one.
inline const std::vector<std::vector<float>> kBarking{{0.1F, 0.2F, 0.9F, 0.0F, 0.4F},
                                                      {0.1F, 0.6F, 0.35F, 0.0F, 0.4F},
                                                      {0.1F, 0.4F, 0.0F, 0.0F, 0.4F},
                                                      {0.1F, 0.0F, 0.0F, 0.7F, 0.4F}};

// A tagged recording of four rows with these probabilities, [4][5].
class Animals
{
public:
    explicit Animals(const std::vector<std::vector<float>>& rows)
    {
        restart();
        ready = shell.waitForBatch({shell.makeRecording("a.wav", static_cast<int>(rows.size()))});
        auto matrix = std::make_shared<ProbabilityMatrix>(FakeModel::kClasses);
        for (const auto& row : rows)
            matrix->append(row);
        shell.session->current()->result.probabilities = matrix;
        ViewSettings view = shell.session->viewSettings();
        view.threshold = 0.5;
        view.mergeGapSeconds = 0;
        view.allTags = true;
        shell.session->setViewSettings(view);
    }

    // The program is started again with the same settings.
    void restart()
    {
        auto load = [](const std::filesystem::path&, const ModelOptions&) { return std::make_unique<AnimalModel>(); };
        shell.session.reset();
        shell.session = std::make_unique<AnalyzeSession>(shell.settings, std::make_shared<ModelStore>(load));
    }

    AnalyzeSession& session() const { return *shell.session; }
    float maximumOf(std::int64_t c) const
    {
        const auto& summary = session().digest().summary;
        return summary.empty() ? -1 : summary.at(static_cast<std::size_t>(c)).maxProbability;
    }
    std::vector<std::pair<std::int64_t, std::int64_t>> eventRows(std::int64_t c) const
    {
        std::vector<std::pair<std::int64_t, std::int64_t>> rows;
        for (const Event& event : session().digest().events)
            if (event.classIndex == c)
                rows.emplace_back(event.startSample / 16000, event.endSample / 16000);
        return rows;
    }

    ShellFixture shell;
    bool ready = false;
};

using Rows = std::vector<std::pair<std::int64_t, std::int64_t>>;

} // namespace dass
