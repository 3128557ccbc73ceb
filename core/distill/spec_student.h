#pragma once

#include "core/distill/json_object.h"
#include "core/distill/path_reader.h"
#include "core/distill/spec.h"

namespace dass::distill {

// The object "student" of a specification.
StudentSpec readStudent(JsonObject object, const PathReader& paths);

// What the student needs of the rest of the specification. Fails as JsonObject does.
void checkStudent(const Spec& spec, const JsonObject& root);

// The object with every key that its architecture has, for writing a specification.
nlohmann::ordered_json studentObject(const StudentSpec& student);

} // namespace dass::distill
