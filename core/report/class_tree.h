#pragma once

#include "core/inference/events.h"
#include "core/model/tagging_model.h"

#include <span>
#include <string>
#include <vector>

namespace dass {

// A group or class of AudioSet's ontology, by machine ids.
struct TreeEntry
{
    std::string mid;
    std::vector<std::string> parents;
};

// The ontology from the table that ships with the program. Throws Error(NotFound, BadFile).
std::vector<TreeEntry> audioSetTree();

// For every class, all classes below it in the tree, at any depth, through groups that are no class too; sorted, each
// pair once. Labels that the tree does not know stand alone.
std::vector<ClassBelow> classesBelow(std::span<const Label> labels, std::span<const TreeEntry> tree);

} // namespace dass
