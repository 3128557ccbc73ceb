#pragma once

#include "core/model/pickle_value.h"
#include "core/model/tensor_io.h"
#include "core/model/zip_archive.h"

#include <map>
#include <string>

namespace dass {

// Reads tensors of a pickle from the storages beside it in an archive, whose entries lie in the folder. Of a storage no
// more than what they lie in is read, and tensors that overlap share memory. What a small model claims to be a part of
// thus costs nothing. Throws Error(BadFile), before anything is read also for tensors whose elements lie so far apart
// that what is between them would fill the memory.
NamedTensors readFromStorages(ZipArchive& zip, const std::string& folder,
                              const std::map<std::string, const PickleValue*>& wanted);

} // namespace dass
