using System.Diagnostics.CodeAnalysis;
using TwitterDm.Sandbox.Endpoints;

namespace TwitterDm.Sandbox.Pipeline;

/// <summary>Finds the endpoint for a method and a path.</summary>
internal sealed class RouteTable(IReadOnlyList<Endpoint> endpoints)
{
    public IReadOnlyList<Endpoint> Endpoints => endpoints;

    public bool TryFind(string method, string path, [NotNullWhen(true)] out RouteMatch? match, out bool pathIsKnown)
    {
        match = null;
        pathIsKnown = false;
        foreach (var endpoint in endpoints)
        {
            if (!endpoint.Path.TryMatch(path, out var values))
                continue;
            pathIsKnown = true;
            if (!string.Equals(endpoint.Method, method, StringComparison.OrdinalIgnoreCase))
                continue;
            match = new RouteMatch(endpoint, values);
            return true;
        }

        return false;
    }
}

/// <summary>An endpoint and the parameter values in the path.</summary>
internal sealed record RouteMatch(Endpoint Endpoint, IReadOnlyDictionary<string, string> PathValues);
