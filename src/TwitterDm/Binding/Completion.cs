using System.Collections;
using System.Management.Automation;
using TwitterDm.Session;

namespace TwitterDm.Binding;

/// <summary>What the completers share.</summary>
internal static class Completion
{
    /// <summary>The connection that the command line names; otherwise the current one.</summary>
    public static DmConnection? ConnectionOf(IDictionary bound)
    {
        var named = bound["Connection"] is PSObject wrapped ? wrapped.BaseObject : bound["Connection"];
        return named as DmConnection ?? RunspaceConnections.Current.Default;
    }

    /// <summary>The word without its opening quote.</summary>
    public static string Unquote(string? word) => (word ?? string.Empty).Trim('\'', '"');
}
