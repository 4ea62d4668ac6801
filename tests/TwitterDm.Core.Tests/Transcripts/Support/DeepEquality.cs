using System.Collections;
using System.Globalization;
using System.Text;

namespace TwitterDm.Core.Tests.Transcripts.Support;

/// <summary>Everything that is public in an object, as a text: equal objects have equal texts.</summary>
internal static class DeepEquality
{
    public static string Describe(object? value, params string[] except)
    {
        var text = new StringBuilder();
        Write(text, value, except, string.Empty);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string[] except, string path)
    {
        switch (value)
        {
            case null:
                Line(text, path, "null");
                break;
            case string words:
                Line(text, path, $"string {string.Join(' ', words.Select(character => ((int)character).ToString("x", CultureInfo.InvariantCulture)))}");
                break;
            case DateTime time:
                Line(text, path, string.Create(CultureInfo.InvariantCulture, $"time {time.Ticks} {time.Kind}"));
                break;
            case double number:
                Line(text, path, string.Create(CultureInfo.InvariantCulture, $"double {(double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number))}"));
                break;
            case int or long:
                Line(text, path, string.Create(CultureInfo.InvariantCulture, $"number {value}"));
                break;
            case ValueType:
                Line(text, path, string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"));
                break;
            case IDictionary members:
                Line(text, path, $"members {members}");
                foreach (DictionaryEntry member in members)
                    Write(text, member.Value, except, $"{path}[{member.Key}]");
                break;
            case IEnumerable items:
                var index = 0;
                Line(text, path, "list");
                foreach (var item in items)
                    Write(text, item, except, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"));
                break;
            default:
                foreach (var property in value.GetType().GetProperties().Where(property => !except.Contains(property.Name, StringComparer.Ordinal)))
                    Write(text, property.GetValue(value), except, $"{path}.{property.Name}");
                break;
        }
    }

    private static void Line(StringBuilder text, string path, string value) => text.Append(path).Append(" = ").Append(value).Append('\n');
}
