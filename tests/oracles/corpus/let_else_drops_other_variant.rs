//@ compiles
enum Value {
    Number(i64),
    Text(String),
    List(Vec<Value>),
}

fn first(value: Value) -> Option<Value> {
    let Value::List(items) = value else { return None };
    let mut left = items.into_iter();
    let head = left.next()?;
    drop(left);
    Some(head)
}

fn text(value: Value) -> Result<String, Value> {
    if let Value::Text(text) = value {
        Ok(text)
    } else if let Value::Number(number) = value {
        Ok(number.to_string())
    } else {
        Err(value)
    }
}

fn main() {
    let list = Value::List(vec![Value::Text(String::from("a")), Value::Number(1)]);
    let head = first(list);
    println!("{}", head.map(text).is_some());
    println!("{}", first(Value::Text(String::from("b"))).is_none());
}
