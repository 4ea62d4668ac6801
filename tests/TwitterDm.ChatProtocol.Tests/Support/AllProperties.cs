using System.Collections;
using System.Reflection;
using TwitterDm.ChatProtocol.Thrift;

namespace TwitterDm.ChatProtocol.Tests.Support;

/// <summary>Reads all properties of a view, and of the views that they return.</summary>
internal static class AllProperties
{
    private const int MaxDepth = 6;

    private static readonly Dictionary<Type, PropertyInfo[]> Cache = [];
    private static readonly object CacheLock = new();

    public static int Read(object view, int depth = 0)
    {
        var count = 0;
        foreach (var property in PropertiesOf(view.GetType()))
        {
            count++;
            var value = property.GetValue(view);
            foreach (var item in value is IEnumerable items and not string ? items.Cast<object?>() : [value])
            {
                if (depth < MaxDepth && item is not null and not ThriftStruct && item.GetType() is { IsClass: true, Namespace: "TwitterDm.ChatProtocol" })
                    count += Read(item, depth + 1);
            }
        }

        return count;
    }

    private static PropertyInfo[] PropertiesOf(Type type)
    {
        lock (CacheLock)
            return Cache.TryGetValue(type, out var properties) ? properties : Cache[type] = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
    }
}
