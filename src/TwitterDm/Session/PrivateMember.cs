using System.Reflection;

namespace TwitterDm.Session;

/// <summary>
/// Reads what PowerShell keeps in members that are not public, and tells a module in no other way. A later version may keep it elsewhere.
/// </summary>
internal static class PrivateMember
{
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The value at the end of a path of properties; null where one of them is null, does not exist or cannot be read.</summary>
    public static object? Get(object? owner, params string[] properties)
    {
        try
        {
            return properties.Aggregate(owner, static (value, property) => value?.GetType().GetProperty(property, Inside)?.GetValue(value));
        }
        catch (Exception exception)
            when (exception is TargetException or TargetInvocationException or AmbiguousMatchException or MemberAccessException)
        {
            return null;
        }
    }
}
