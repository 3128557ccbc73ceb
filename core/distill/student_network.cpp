#include "core/distill/student_network.h"

#include "core/base/random_stream.h"
#include "core/distill/ast_student.h"
#include "core/distill/dass_student.h"

namespace dass::distill {

std::int64_t StudentNetwork::parameterCount() const
{
    std::int64_t count = 0;
    for (const auto& [name, parameter] : parameters())
        count += parameter.numel();
    return count;
}

StudentStart startStudent(const Spec& spec, std::int64_t classes)
{
    RandomStream random(spec.seed, Stream::Initialisation, {});
    const std::uint64_t seed = random.next();
    return spec.student.arch == StudentArchitecture::Ast ? startAstStudent(spec, classes, seed)
                                                         : startDassStudent(spec, classes, seed);
}

} // namespace dass::distill
