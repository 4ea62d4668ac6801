using System.Buffers;
using System.Buffers.Binary;

namespace TwitterDm.ChatProtocol.Thrift;

/// <summary>Writes values.</summary>
internal sealed class ThriftWriter
{
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>Returns what has been written.</summary>
    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    /// <summary>Writes a struct with all that it contains.</summary>
    /// <param name="value">The struct.</param>
    public void Write(ThriftStruct value)
    {
        foreach (var (id, item) in value.Fields)
        {
            WriteByte((byte)item.Type);
            WriteInt16(id);
            Write(item);
        }

        WriteByte((byte)ThriftType.Stop);
    }

    private void Write(ThriftValue value)
    {
        switch (value.Type)
        {
            case ThriftType.Bool or ThriftType.Byte:
                WriteByte((byte)value.Number);
                break;
            case ThriftType.I16:
                WriteInt16((short)value.Number);
                break;
            case ThriftType.I32:
                WriteInt32((int)value.Number);
                break;
            case ThriftType.I64 or ThriftType.Double:
                BinaryPrimitives.WriteInt64BigEndian(_output.GetSpan(sizeof(long)), value.Number);
                _output.Advance(sizeof(long));
                break;
            case ThriftType.String:
                WriteInt32(value.Data.Length);
                _output.Write(value.Data.Span);
                break;
            case ThriftType.Struct:
                Write(value.Struct!);
                break;
            case ThriftType.Map:
                Write(value.Map!);
                break;
            default:
                Write(value.List!);
                break;
        }
    }

    private void Write(ThriftList list)
    {
        WriteByte((byte)list.ElementType);
        WriteInt32(list.Items.Count);
        foreach (var item in list.Items)
            Write(item);
    }

    private void Write(ThriftMap map)
    {
        WriteByte((byte)map.KeyType);
        WriteByte((byte)map.ValueType);
        WriteInt32(map.Entries.Count);
        foreach (var (key, value) in map.Entries)
        {
            Write(key);
            Write(value);
        }
    }

    private void WriteByte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private void WriteInt16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_output.GetSpan(sizeof(short)), value);
        _output.Advance(sizeof(short));
    }

    private void WriteInt32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_output.GetSpan(sizeof(int)), value);
        _output.Advance(sizeof(int));
    }
}
