#pragma once

#include "core/model/ast.h"
#include "core/model/clip_network.h"

#include <string>

namespace dass {

// An AST on the device that its parameters are on.
class AstClipNetwork final : public ClipNetwork
{
public:
    AstClipNetwork(Ast model, std::string name) : m_model(std::move(model)), m_name(std::move(name)) {}

    Output forward(const at::Tensor& input, Pooling pooling, const std::stop_token& stop) const override;
    at::Tensor denseLogits(const at::Tensor& input, std::int64_t columns, const std::stop_token& stop) const override;
    std::int64_t workingBytes(std::int64_t batch, std::int64_t frames) const override;

private:
    Ast m_model;
    std::string m_name; // for people
};

// An AST pools nothing over time: throws Error(Unsupported) for any pooling but its own, mean, and for the dense mode.
void requireAstPooling(Pooling pooling);
[[noreturn]] void refuseDenseMode(const std::string& model);

} // namespace dass
