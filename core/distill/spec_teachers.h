#pragma once

#include "core/distill/json_object.h"
#include "core/distill/path_reader.h"
#include "core/distill/spec.h"

#include <string>
#include <vector>

namespace dass::distill {

// The list "teachers" of a specification's root object; `file` is for errors.
std::vector<TeacherSpec> readTeachers(JsonObject& root, const std::string& file, const PathReader& paths);

// What the teachers need of the rest of the specification. Fails as JsonObject does.
void checkTeachers(const Spec& spec, const JsonObject& root);

} // namespace dass::distill
