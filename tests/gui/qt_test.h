#pragma once

// Qt Test and the widgets, which every test here includes through this precompiled header.
#include <QtTest>
#include <QtWidgets>

// A wait ends once what is waited for is there, so it may be long: 5 s, Qt's own, is no verdict on a busy machine.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT((condition), 30000)
#define QTRY_VERIFY2(condition, message) QTRY_VERIFY2_WITH_TIMEOUT((condition), message, 30000)
#define QTRY_COMPARE(found, wanted) QTRY_COMPARE_WITH_TIMEOUT((found), (wanted), 30000)
