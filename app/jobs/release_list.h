#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <vector>

namespace dass {

struct ReleaseFile
{
    // What says that a file is the right one: the list; the server that the list names, in its answer's header
    // X-Linked-Etag (Hugging Face states there the SHA-256 of a file that it keeps outside of git); or nothing but the
    // loader, for small texts.
    enum class Checksum { Listed, StatedByServer, None };

    QString name; // of the file in the model's folder
    QUrl url;
    Checksum checksum = Checksum::None;
    QByteArray sha256;     // lower-case hexadecimal, where it is listed
    qint64 bytes = -1;     // where it is listed, and binding then
    qint64 mostBytes = 0;  // beyond which an answer is refused
    bool optional = false; // a model without it is complete
};

// A model that its authors have released.
struct ModelRelease
{
    QString id;   // name of its folder, once installed
    QString name; // for people
    QString authors;
    QString licence; // as they state it; empty if they do not
    QString taughtBy;
    QUrl page;
    double publishedMap = 0; // on AudioSet's evaluation set, per cent
    qint64 parameters = 0;
    qint64 aboutBytes = 0; // to fetch, where the server has not said it yet
    std::vector<ReleaseFile> files;
};

// From a list in JSON (resources/models/releases.json; docs/formats.md). Strict: ids and file names are plain names,
// URLs are https (http only to this computer), every file has a limit. Throws Error(NotFound, BadFile).
std::vector<ModelRelease> readReleases(const QString& file);

// Whether files may be fetched from there: https, or http to this computer itself (a mirror, a test).
bool mayFetchFrom(const QUrl& url);

} // namespace dass
