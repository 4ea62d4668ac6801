using System.Globalization;
using System.Net.Http.Headers;

namespace TwitterDm.Media;

/// <summary>
/// The form (RFC 7578) of a segment, written as browsers and curl write it. .NET's default, with quotes around the boundary and none around
/// the names, is valid too, but not every server understands it.
/// </summary>
internal static class SegmentForm
{
    public static MultipartFormDataContent Create(int index, HttpContent segment)
    {
        var boundary = $"TwitterDm-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new("boundary", boundary) } };
        form.Add(Part("segment_index", new StringContent(index.ToString(CultureInfo.InvariantCulture)), type: null));
        form.Add(Part("media", segment, "application/octet-stream", fileName: "media"));
        return form;
    }

    private static HttpContent Part(string name, HttpContent content, string? type, string? fileName = null)
    {
        content.Headers.ContentDisposition = new("form-data")
        {
            Name = $"\"{name}\"",
            FileName = fileName is null ? null : $"\"{fileName}\"",
        };
        content.Headers.ContentType = type is null ? null : new(type);
        return content;
    }
}
