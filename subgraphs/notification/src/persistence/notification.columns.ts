/** A row of the table as the domain names it. */
export const NOTIFICATION_COLUMNS = `
  id, user_id as "userId", position, order_id as "orderId", event, channel, status, subject, body,
  created_at as "createdAt", read_at as "readAt"`;
