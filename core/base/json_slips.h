#pragma once

#include <string>
#include <string_view>

namespace dass {

// What a parser lets pass in JSON that a person has written: a key that stands twice in one object, of which the last
// would count in silence, and a text with the character NUL, where the system would cut a path off. The first such
// place and what to do, as "student.size stands there twice; keep one"; empty where there is none, or no JSON.
std::string slipIn(std::string_view text);

} // namespace dass
