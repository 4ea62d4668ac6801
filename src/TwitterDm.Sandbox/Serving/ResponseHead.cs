using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TwitterDm.Sandbox.Serving;

/// <summary>Writes the status line and the headers.</summary>
internal static partial class ResponseHead
{
    public static byte[] Write(int statusCode, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {statusCode} {ReasonOf(statusCode)}\r\n"));
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The text of a status, as far as .NET knows one.</summary>
    public static string ReasonOf(int statusCode) =>
        Enum.IsDefined((HttpStatusCode)statusCode) ? WordStart().Replace(((HttpStatusCode)statusCode).ToString(), " ") : "";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WordStart();
}
