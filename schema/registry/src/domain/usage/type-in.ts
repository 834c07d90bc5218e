/** The type that a schema coordinate names, such as `Type.field(argument:)`. */
export const typeIn = (coordinate: string): string => coordinate.split(/[.(]/, 1)[0] ?? '';
