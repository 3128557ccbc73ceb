#include "core/base/nameless_file.h"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace dass {

int openNamelessFile(std::string& name)
{
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor >= 0)
        unlink(name.c_str());
    return descriptor;
}

} // namespace dass
