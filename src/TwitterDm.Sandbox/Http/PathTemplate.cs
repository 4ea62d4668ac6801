using System.Diagnostics.CodeAnalysis;

namespace TwitterDm.Sandbox.Http;

/// <summary>A path such as <c>/2/dm_events/{event_id}</c>.</summary>
internal sealed class PathTemplate(string template)
{
    private readonly string[] _segments = template.Split('/');

    public string Text => template;

    /// <summary>Matches an encoded path and returns the decoded values of its parameters.</summary>
    public bool TryMatch(string path, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? values)
    {
        values = null;
        var segments = path.Split('/');
        if (segments.Length != _segments.Length)
            return false;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < segments.Length; i++)
        {
            if (!_segments[i].StartsWith('{'))
            {
                if (!string.Equals(segments[i], _segments[i], StringComparison.Ordinal))
                    return false;
            }
            else if (segments[i].Length == 0 || !PercentEncoding.TryDecode(segments[i], plusIsSpace: false, out var value))
            {
                return false;
            }
            else
            {
                found[_segments[i][1..^1]] = value;
            }
        }

        values = found;
        return true;
    }
}
