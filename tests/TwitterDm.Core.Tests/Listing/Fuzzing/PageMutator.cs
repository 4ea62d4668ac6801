using System.Text;
using System.Text.Json.Nodes;
using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Listing.Fuzzing;

/// <summary>Changes one part of a page at random: types, members and strings; or, with less mercy, its bytes.</summary>
internal sealed class PageMutator(Random random)
{
    // Latin-1: \u00ED is the byte ED.
    private static readonly string[] Odd =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e3", "9e18", "1e999", "9223372036854775808", "\"\"", "\" \"", "\"12\"", "\"false\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[1,\"2\",null,{}]",
        "{\"a\":{\"a\":1,\"a\":2}}", "{\"\":null}", @"""\ud83d""", @"""\ude2d\ud83d""", @"""\ud83dx\ud83d\ude2d""", "\"\u00FF\"", "\"\u00ED\u00A0\u00BD\u00ED\u00B8\u00AD\"", "\"\u00C3\"", "\"\u0001\n\"",
        @"""\x""", @"""\u12""", @"{""\ud83d"":""\udfff""}", @"""2026-01-02T03:04:60Z""", @"""Wed Oct 10 20:19:24 +0000 2018""", @"""0001-01-01T00:00:00+14:00""", @"""2026-13-45""",
    ];

    private static readonly string[] Names = ["id", "text", "\ufeff", "created_at", "media_keys", "urls", "a\"b", "ID", "", "errors", "users", "next_token"];

    /// <summary>Changes a part of a page, which stays JSON but for its strings.</summary>
    /// <param name="page">The page.</param>
    /// <param name="part">Finds the part.</param>
    public byte[] MutatePart(string page, Func<JsonNode, (JsonNode Parent, object Key)> part)
    {
        var (root, raw) = (JsonNode.Parse(page)!, new RawJson());
        var (parent, key) = part(root);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            // The parent stays: only what is at the key, or below it, changes.
            var (place, at) = Descend(parent, key);
            Change(place, at, raw);
        }

        return raw.Write(root);
    }

    /// <summary>Changes bytes anywhere.</summary>
    public byte[] MutateBytes(string page)
    {
        var bytes = Encoding.UTF8.GetBytes(page).ToList();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20)));
                    break;
                case 2:
                    bytes.InsertRange(at, RawJson.Bytes(Odd[random.Next(Odd.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40))));
                    break;
                default:
                    bytes.RemoveRange(at, random.Next(10) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }

        return [.. bytes];
    }

    private (JsonNode Parent, object Key) Descend(JsonNode parent, object key)
    {
        while (random.Next(4) > 0)
        {
            var child = key is int index ? (index < parent.AsArray().Count ? parent[index] : null) : parent[(string)key];
            switch (child)
            {
                case JsonObject { Count: > 0 } members:
                    (parent, key) = (members, members.ElementAt(random.Next(members.Count)).Key);
                    break;
                case JsonArray { Count: > 0 } items:
                    (parent, key) = (items, random.Next(items.Count));
                    break;
                default:
                    return (parent, key);
            }
        }

        return (parent, key);
    }

    private void Change(JsonNode parent, object key, RawJson raw)
    {
        var value = raw.Mark(OddValue());
        if (parent is JsonArray items)
        {
            items[(int)key] = value;
            return;
        }

        var (members, name) = (parent.AsObject(), (string)key);
        switch (random.Next(6))
        {
            case 0 when parent.Parent is not null:
                members.Remove(name);
                break;
            case 1:
                // The member twice, with another value.
                members[raw.Mark(Encoding.UTF8.GetBytes($"\"{JsonEncode(name)}\""))] = value;
                break;
            case 2:
                members[Names[random.Next(Names.Length)]] = value;
                break;
            case 3:
                members[raw.Mark(RawJson.Bytes(@"""\ud83d new"""))] = value;
                break;
            default:
                members[name] = value;
                break;
        }
    }

    private byte[] OddValue()
    {
        if (random.Next(12) > 0)
            return RawJson.Bytes(Odd[random.Next(Odd.Length)]);
        var depth = random.Next(1, random.Next(8) == 0 ? 20_000 : 120);
        return RawJson.Bytes(string.Concat(Enumerable.Repeat("[{\"a\":", depth)) + "1" + string.Concat(Enumerable.Repeat("}]", depth)));
    }

    private static string JsonEncode(string name) => System.Text.Json.JsonEncodedText.Encode(name).ToString();
}
