-- For the state of a subscription, and the list of its deliveries.
CREATE INDEX delivery_delivered ON delivery (subscription_id, ended_at) WHERE state = 'delivered';
CREATE INDEX delivery_newest ON delivery (subscription_id, delivery_id);
