#include "core/model/whole_model.h"

#include "core/base/error.h"

namespace dass {

WholeModel& wholeModelOf(TaggingModel& model)
{
    if (auto* whole = dynamic_cast<WholeModel*>(&model))
        return *whole;
    throw Error(ErrorCode::Unsupported, "the model '" + model.info().name +
                                            "' cannot take a whole recording as one input in bounded memory; choose "
                                            "the mode windows");
}

} // namespace dass
