#include "app/cli/verify/verification.h"

#include "app/cli/progress_reporter.h"
#include "app/cli/verify/reference_kinds.h"
#include "core/base/error.h"
#include "core/model/tensor_io.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <exception>
#include <limits>

namespace dass::cli {

namespace {

Comparison otherShape(const std::string& quantity, at::IntArrayRef ours, at::IntArrayRef reference)
{
    return {.quantity = quantity + " is " + toString(reference) + "; " + toString(ours) + " was wanted",
            .error = std::numeric_limits<double>::infinity()};
}

Comparison comparisonOf(const std::string& quantity, const at::Tensor& ours, const at::Tensor& reference,
                        Tolerance tolerance)
{
    if (ours.sizes() != reference.sizes())
        return otherShape(quantity, ours.sizes(), reference.sizes());
    Comparison result{.quantity = quantity};
    if (reference.numel() == 0) {
        result.pass = true;
        return result;
    }
    const at::Tensor wanted = reference.to(at::kDouble).flatten();
    const at::Tensor error = (ours.to(at::kCPU, at::kDouble).flatten() - wanted).abs();
    const at::Tensor allowed = tolerance.absolute + tolerance.relative * wanted.abs();
    const at::Tensor excess = (error - allowed).nan_to_num(std::numeric_limits<double>::infinity());
    const auto worst = excess.argmax().item<std::int64_t>();
    result.error = error[worst].item<double>();
    result.tolerance = allowed[worst].item<double>();
    result.pass = result.error <= result.tolerance; // false for NaN
    return result;
}

Comparison comparisonOf(const std::string& quantity, const at::Tensor& ours, const StoredTensor& reference,
                        Tolerance tolerance)
{
    if (ours.sizes() != at::IntArrayRef(reference.shape))
        return otherShape(quantity, ours.sizes(), reference.shape);
    return comparisonOf(quantity, ours, toTensor(reference), tolerance);
}

// Whatever a file makes go wrong is that file's verdict. False when it is no reference file.
bool judgeToTheEnd(const ReferenceFolder& references, const std::filesystem::path& path, Verdict& verdict)
{
    try {
        if (!verifyFile(references, path, verdict))
            return false;
        if (verdict.comparisons.empty())
            verdict.require("something to compare", false);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Unsupported)
            verdict.skipped = error.what();
        else
            verdict.require(error.what(), false);
    } catch (const std::exception& error) {
        verdict.require(describe(error), false);
    }
    return true;
}

// False when it is no reference file, or was not judged to the end.
bool judge(const ReferenceFolder& references, const std::filesystem::path& path, Verdict& verdict)
{
    try {
        return judgeToTheEnd(references, path, verdict);
    } catch (const VerificationStopped&) {
        return false;
    }
}

} // namespace

bool Verdict::pass() const
{
    return std::ranges::all_of(comparisons, &Comparison::pass);
}

void Verdict::goOn() const
{
    if (stop.stop_requested())
        throw VerificationStopped();
}

void Verdict::compare(const std::string& quantity, const at::Tensor& ours, const at::Tensor& reference,
                      Tolerance tolerance)
{
    goOn();
    comparisons.push_back(comparisonOf(quantity, ours, reference, tolerance));
}

void Verdict::compare(const std::string& quantity, const at::Tensor& ours, const StoredTensor& reference,
                      Tolerance tolerance)
{
    goOn();
    comparisons.push_back(comparisonOf(quantity, ours, reference, tolerance));
}

void Verdict::compareNearest(const std::string& quantity, const std::vector<at::Tensor>& ours,
                             const StoredTensor& reference, Tolerance tolerance)
{
    goOn();
    std::vector<Comparison> results;
    for (const at::Tensor& one : ours)
        results.push_back(comparisonOf(quantity, one, reference, tolerance));
    comparisons.push_back(*std::ranges::min_element(results, {}, &Comparison::error));
}

void Verdict::require(const std::string& quantity, bool holds)
{
    goOn();
    comparisons.push_back({quantity, holds ? 0 : std::numeric_limits<double>::infinity(), 0, holds});
}

std::vector<Verdict> verifyFolder(const std::filesystem::path& folder, at::Device device, ProgressReporter& reporter,
                                  const std::stop_token& stop)
{
    if (!std::filesystem::is_directory(folder))
        throw Error(ErrorCode::NotFound, "'" + folder.string() + "' is no folder; name one that holds reference files");
    const ReferenceFolder references(folder, stop);
    std::vector<Verdict> verdicts;
    for (const std::filesystem::path& path : references.files()) {
        if (stop.stop_requested())
            return verdicts;
        Verdict verdict{.file = path.filename().string(),
                        .kind = {},
                        .skipped = {},
                        .comparisons = {},
                        .device = device,
                        .stop = stop};
        reporter.update({verdict.file, "verifying", {}, {}, {}});
        if (judge(references, path, verdict))
            verdicts.push_back(std::move(verdict));
    }
    if (verdicts.empty() && !stop.stop_requested())
        throw Error(ErrorCode::NotFound, "'" + folder.string() + "' holds no reference files");
    return verdicts;
}

} // namespace dass::cli
