#pragma once

#include "core/model/stored_tensor.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::cli {

class ProgressReporter;

// Differences up to absolute + relative * |reference| pass (reference/README.md).
struct Tolerance
{
    double absolute = 1e-4;
    double relative = 1e-4;
};

// One compared quantity of a reference file, at the element that comes nearest to failing or fails worst.
struct Comparison
{
    std::string quantity;
    double error = 0;     // |ours - reference|; infinite where shapes or names do not agree
    double tolerance = 0; // allowed there
    bool pass = false;
};

// Thrown where a stop was asked for, through whatever is being computed; no reference file's fault.
struct VerificationStopped
{
};

// What came of one reference file.
struct Verdict
{
    std::string file;
    std::string kind;
    std::string skipped; // why nothing was compared; else empty
    std::vector<Comparison> comparisons;
    at::Device device = at::kCPU; // that networks and operators run on; optimisers and all else use the CPU
    std::stop_token stop = {};

    bool pass() const;

    // Throws VerificationStopped once a stop was asked for. Each comparison does, too, so that what takes long and
    // compares nothing for a while is all that has to call it.
    void goOn() const;

    void compare(const std::string& quantity, const at::Tensor& ours, const at::Tensor& reference,
                 Tolerance tolerance = {});
    // The same with a tensor of a file, of which nothing is read unless it is of our shape.
    void compare(const std::string& quantity, const at::Tensor& ours, const StoredTensor& reference,
                 Tolerance tolerance = {});
    // With whichever of several results comes nearest.
    void compareNearest(const std::string& quantity, const std::vector<at::Tensor>& ours, const StoredTensor& reference,
                        Tolerance tolerance = {});
    // For what has no numbers: names, counts, settings.
    void require(const std::string& quantity, bool holds);
};

// Compares every reference file of a folder, in the order of their names, with what this build computes. Files that
// are no reference files are left out; one that is damaged, or in which nothing can be compared, fails alone. A stop
// ends it at the next step of what is computed, without that file. Throws Error(NotFound) when there is none.
std::vector<Verdict> verifyFolder(const std::filesystem::path& folder, at::Device device, ProgressReporter& reporter,
                                  const std::stop_token& stop);

} // namespace dass::cli
