using System.Diagnostics.CodeAnalysis;
using TwitterDm.Sandbox.Endpoints;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>Finds the endpoint for a method and a path.</summary>
internal sealed class RouteTable(IReadOnlyList<Endpoint> endpoints)
{
    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    /// <summary>Finds the endpoint.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="match">The endpoint, if it was found.</param>
    /// <param name="others">The methods of the path, if it has only others.</param>
    public bool TryFind(string method, string path, [NotNullWhen(true)] out RouteMatch? match, out IReadOnlyCollection<string> others)
    {
        match = null;
        var methods = new List<string>();
        others = methods;
        foreach (var endpoint in endpoints)
        {
            if (!endpoint.Path.TryMatch(path, out var values))
                continue;
            if (string.Equals(endpoint.Method, method, StringComparison.OrdinalIgnoreCase))
            {
                match = new RouteMatch(endpoint, values);
                return true;
            }

            if (!methods.Contains(endpoint.Method, StringComparer.Ordinal))
                methods.Add(endpoint.Method);
        }

        return false;
    }
}

/// <summary>An endpoint and the parameter values in the path.</summary>
internal sealed record RouteMatch(Endpoint Endpoint, IReadOnlyDictionary<string, string> PathValues);
