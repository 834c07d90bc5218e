import addToCart from '../../schema/operations/demo/add-to-cart.graphql';
import orderStatusChanged from '../../schema/operations/demo/order-status-changed.graphql';
import orderStory from '../../schema/operations/demo/order-story.graphql';
import placeOrder from '../../schema/operations/demo/place-order.graphql';
import productPage from '../../schema/operations/demo/product-page.graphql';
import searchProducts from '../../schema/operations/demo/search-products.graphql';

const tab = (query, variables) => ({ query, variables: JSON.stringify(variables, null, 2) });

const order = {
  idempotencyKey: crypto.randomUUID(),
  cartId: '',
  shippingAddress: {
    name: 'Ada Example',
    line1: '1 Main Street',
    city: 'Springfield',
    postalCode: '62701',
    countryCode: 'US',
  },
  payment: { method: 'card', token: 'pm_card_visa' },
};

/** The journey of a customer, one tab a step. What only an earlier answer tells is left empty. */
export const examples = [
  tab(searchProducts, { query: 'dragon', filter: { inStock: true }, first: 5 }),
  tab(productPage, { id: '' }),
  tab(addToCart, { input: { sku: '', quantity: 1 } }),
  tab(placeOrder, { input: order }),
  tab(orderStory, { id: '' }),
  tab(orderStatusChanged, { orderId: '' }),
];
