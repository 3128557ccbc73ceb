#pragma once

#include "app/cli/verify/verification.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/checkpoint.h"
#include "core/model/dass.h"
#include "core/model/htsat_checkpoint.h"
#include "core/model/safetensors.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass::cli {

// A folder of reference files. Some need a neighbour: a training step the checkpoint it was made with, a filterbank
// the recording. Reading them throws VerificationStopped once a stop was asked for.
class ReferenceFolder
{
public:
    explicit ReferenceFolder(std::filesystem::path folder, std::stop_token stop = {});

    const std::vector<std::filesystem::path>& files() const { return m_files; }

    // The DASS checkpoint (.pth) with as many classes as a reference's logits; null, or Error(NotFound), without one.
    const Checkpoint* findCheckpoint(std::int64_t classes) const;
    const Checkpoint& checkpoint(std::int64_t classes) const;
    // The same for teachers.
    const AstCheckpoint* findAst(std::int64_t classes) const;
    const AstCheckpoint& ast(std::int64_t classes) const;
    const HtsatCheckpoint& htsat(std::int64_t classes) const;
    std::optional<std::filesystem::path> findTrainingStep() const; // the file of a DASS training step
    std::filesystem::path trainingStep() const;                    // the same; throws Error(NotFound)
    std::filesystem::path recording() const;                       // the only .wav; throws Error(NotFound)

private:
    void loadCheckpoints() const;
    void goOn() const;

    std::filesystem::path m_folder;
    std::stop_token m_stop;
    std::vector<std::filesystem::path> m_files; // by name
    mutable std::vector<Checkpoint> m_checkpoints;
    mutable std::vector<AstCheckpoint> m_asts;
    mutable std::vector<HtsatCheckpoint> m_htsats;
    mutable bool m_loaded = false;
};

// Finds out by its contents what a file is and compares it. False when it is no reference file.
bool verifyFile(const ReferenceFolder& folder, const std::filesystem::path& path, Verdict& verdict);

// Longest spectrogram that a reference may have, 200 s: the longest that there is has 3000 frames, and anybody may have
// written the number.
inline constexpr std::int64_t kMostFrames = 20'000;

// The length of a tensor's last axis. Throws Error(BadFile) for one without axes.
std::int64_t lastAxis(const SafetensorsFile& file, const std::string& name);

// The models that a recording's logits may come from: the checkpoint of so many classes, and the same after the Adam
// step of the training step's file where there is one. The reference's own recordings were run after that step, which
// its README does not say.
std::vector<Dass> modelsOfRecordings(const ReferenceFolder& folder, std::int64_t classes);

// One for each kind of reference/README.md and TEACHERS.md.
void verifyFullSize(const SafetensorsFile& file, Verdict& verdict);
void verifyDassCheckpoint(const ReferenceFolder& folder, const std::filesystem::path& path, Verdict& verdict);
void verifyTrainingStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);
void verifyAdamStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);
void verifySelectiveScan(const SafetensorsFile& file, Verdict& verdict);
void verifyCrossScan(const SafetensorsFile& file, Verdict& verdict);
void verifyDistillationLosses(const SafetensorsFile& file, Verdict& verdict);
void verifyMetrics(const SafetensorsFile& file, Verdict& verdict);
void verifyFrontEnd(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);
void verifyNeedle(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);

void verifyFullSizeAst(const SafetensorsFile& file, Verdict& verdict);
void verifyAstStart(const SafetensorsFile& file, Verdict& verdict);
void verifyAstCheckpoint(const ReferenceFolder& folder, const std::filesystem::path& path, Verdict& verdict);
void verifyAstOutputs(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);
void verifyAstTrainingStep(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);
void verifyFullSizeHtsat(const SafetensorsFile& file, Verdict& verdict);
void verifyHtsatCheckpoint(const std::filesystem::path& path, Verdict& verdict);
void verifyHtsatOutputs(const ReferenceFolder& folder, const SafetensorsFile& file, Verdict& verdict);

} // namespace dass::cli
