#pragma once

#include "core/distill/spec.h"
#include "core/distill/student_network.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dass::distill {

// The network being trained and, when the specification asks for it, a running mean of its weights.
class Student
{
public:
    // Throws as startStudent.
    Student(const Spec& spec, std::int64_t classes);

    // input [B, frames, 128], normalised -> logits [B, classes], with a graph. The step and the place of the first clip
    // in its batch determine which branches drop. Several threads may call it at once.
    at::Tensor trainingLogits(const at::Tensor& input, std::int64_t step, std::int64_t firstClip) const;

    // Sets the head's biases to the logits of these probabilities [classes], so that an untrained student already says
    // what is true on average. Else its first steps push all 527 outputs down together, and features that are alike for
    // every clip serve that best: small students do not recover from it.
    void setHeadBias(const std::vector<double>& probabilities);

    void updateMean(std::int64_t step); // after each optimiser step

    // Of a checkpoint with another number of classes, why its head was replaced; else empty.
    const std::string& replacedHead() const { return m_replacedHead; }

    const StudentNetwork& network() const { return *m_network; }
    const Parameters& parameters() const { return m_network->parameters(); } // those being trained
    const StudentNetwork& keptNetwork() const { return *m_kept; }            // what is evaluated, saved and shipped
    const Parameters& kept() const { return m_kept->parameters(); }
    bool hasMean() const { return m_momentum > 0; }

    // Copies values into the target, parameters of a network as this one. Throws Error(BadFile) that names the source
    // and every missing, misshapen and unknown tensor.
    void restore(const Parameters& target, const Parameters& values, const std::string& source) const;

private:
    Student(const Spec& spec, StudentStart start);

    bool m_drops; // branches, in training
    Precision m_precision;
    double m_momentum;
    std::uint64_t m_seed;
    std::string m_replacedHead;
    std::shared_ptr<const StudentNetwork> m_network;
    std::shared_ptr<const StudentNetwork> m_kept; // the network itself when there is no running mean
};

} // namespace dass::distill
