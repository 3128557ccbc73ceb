#pragma once

#include "app/session/tag_rank.h"
#include "core/model/tagging_model.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dass {

// The tags of a model in AudioSet's tree. A tag with several parents has a node under each. Tags that AudioSet does not
// know stand at the top, by themselves. Never changes once made.
class LabelTree
{
public:
    struct Node
    {
        QString name;
        std::int64_t classIndex = -1; // -1: a group that the model has no output for
        int parent = -1;              // index of a node; -1 at the top
        int row = 0;                  // among its siblings
        std::vector<int> children;
    };

    // The full tree with AudioSet's 527 tags, for the time before a model is loaded: classIndex is AudioSet's index.
    static std::shared_ptr<const LabelTree> audioSet();
    // Groups that hold none of the model's tags are left out.
    static std::shared_ptr<const LabelTree> forLabels(const std::vector<Label>& labels);

    const std::vector<Node>& nodes() const { return m_nodes; }
    const std::vector<int>& roots() const { return m_roots; }
    std::int64_t classes() const { return static_cast<std::int64_t>(m_names.size()); }
    const QString& name(std::int64_t classIndex) const { return m_names[static_cast<std::size_t>(classIndex)]; }

    const std::vector<Label>& labels() const { return m_labels; } // [classes], as the model tells them
    // What a class is remembered by from one model to the next: its machine id, else its name.
    QString key(std::int64_t classIndex) const;
    const std::vector<ClassBelow>& below() const { return m_below; } // every pair, at any depth
    // The node's own class and those below it, each once, in the tree's order.
    std::vector<std::int64_t> classesFrom(int node) const;

    // The largest value by which each node or those below it are ranked; -1 where nothing is known. [nodes]
    std::vector<float> rolledUp(std::span<const ClassSummary> summary, TagRank rank) const;

private:
    void build(const std::vector<Label>& labels);
    int addNode(const QString& name, std::int64_t classIndex, int parent);

    std::vector<Node> m_nodes; // parents before their children
    std::vector<int> m_roots;
    std::vector<QString> m_names; // [classes]
    std::vector<Label> m_labels;  // [classes]
    std::vector<ClassBelow> m_below;
};

} // namespace dass
